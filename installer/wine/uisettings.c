/* For tests only, never shipped: the WinRT class Windows.UI.ViewManagement.UISettings, which Wine 8 lacks and Qt's
   "windows" plugin asks for when it starts. It knows a light look and nothing else.

   prefix.py compiles it (mingw, -shared -Wl,--kill-at) and registers it in the test's own Wine folder. */
#include <windows.h>

typedef struct { const void *const *methods; } Object;
typedef struct { BYTE alpha, red, green, blue; } Colour;
enum { BACKGROUND = 0, FOREGROUND = 1 };

static const GUID UNKNOWN = {0x00000000, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID INSPECTABLE = {0xAF86E2E0, 0xB12D, 0x4C6A, {0x9C, 0x5A, 0xD7, 0xAA, 0x65, 0x10, 0x1E, 0x90}};
static const GUID FACTORY = {0x00000035, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID SETTINGS = {0x85361600, 0x1C63, 0x4627, {0xBC, 0xB1, 0x3A, 0x89, 0xE0, 0xBC, 0x9C, 0x55}};
static const GUID SETTINGS_3 = {0x03021BE4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xF7, 0xD0, 0x6D, 0x7B}};

extern Object factory, settings, settings_3;

static HRESULT WINAPI query(Object *self, const GUID *wanted, void **found)
{
    if (IsEqualGUID(wanted, &UNKNOWN) || IsEqualGUID(wanted, &INSPECTABLE)) *found = self;
    else if (self == &factory) *found = IsEqualGUID(wanted, &FACTORY) ? &factory : NULL;
    else if (IsEqualGUID(wanted, &SETTINGS)) *found = &settings;
    else if (IsEqualGUID(wanted, &SETTINGS_3)) *found = &settings_3;
    else *found = NULL;
    return *found ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI count(Object *self) { (void)self; return 1; }
static HRESULT WINAPI absent(void) { return E_NOTIMPL; }
static HRESULT WINAPI activate(Object *self, void **made) { (void)self; *made = &settings; return S_OK; }

static HRESULT WINAPI colour(Object *self, int kind, Colour *found)
{
    static const Colour white = {255, 255, 255, 255}, black = {255, 0, 0, 0}, accent = {255, 0, 120, 215};
    (void)self;
    *found = kind == BACKGROUND ? white : kind == FOREGROUND ? black : accent;
    return S_OK;
}

static HRESULT WINAPI watch(Object *self, void *handler, INT64 *token)
{
    (void)self; (void)handler;
    *token = 1;
    return S_OK;
}

static HRESULT WINAPI forget(Object *self, INT64 token) { (void)self; (void)token; return S_OK; }

#define BASE query, count, count, absent, absent, absent
static const void *const factory_methods[] = {BASE, activate};
static const void *const settings_methods[] = {BASE, absent, absent, absent, absent, absent, absent, absent, absent,
                                               absent, absent, absent, absent, absent, absent, absent};
static const void *const settings_3_methods[] = {BASE, colour, watch, forget};
Object factory = {factory_methods}, settings = {settings_methods}, settings_3 = {settings_3_methods};

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(void *name, void **found)
{
    (void)name;
    *found = &factory;
    return S_OK;
}

__declspec(dllexport) HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }
