/* Starts python\pythonNNN.dll beside this program with "-m kkplanner" and our own arguments.

   Compiled twice: for the window (kkplanner.exe) and for a console (kkplanner-cli.exe). The window's program has no
   console, so it is the one that must tell the clerk when it could not start. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST_PATH 32768

enum { NO_PATH = 101, NO_PYTHON = 102, NO_MEMORY = 103 };

typedef int (*PythonMain)(int, wchar_t **);

/* A start that the clerk made by a double-click, on the program or on a plan; not a command. */
static int is_for_the_window(int argc, wchar_t **argv)
{
    size_t length;
    if (argc < 2) return 1;
    length = wcslen(argv[1]);
    return length > 7 && _wcsicmp(argv[1] + length - 7, L".kkplan") == 0;
}

static void tell(const wchar_t *text)
{
    MessageBoxW(NULL, text, L"แผนพัฒนาท้องถิ่น (kkplanner)", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
}

int wmain(int argc, wchar_t **argv)
{
    static wchar_t path[LONGEST_PATH];
    wchar_t *end, **words;
    HMODULE library;
    PythonMain python;
    int i, status;
    int quiet = GetConsoleWindow() != NULL || !is_for_the_window(argc, argv);
    DWORD length = GetModuleFileNameW(NULL, path, LONGEST_PATH - 64);

    if (length == 0 || length >= LONGEST_PATH - 64 || (end = wcsrchr(path, L'\\')) == NULL) return NO_PATH;
    wcscpy(end, L"\\python\\" PYTHON);
    library = LoadLibraryExW(path, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    python = library ? (PythonMain)(void *)GetProcAddress(library, "Py_Main") : NULL;
    if (python == NULL) {
        if (!quiet) tell(L"เปิดโปรแกรมไม่ได้ เพราะแฟ้มของโปรแกรมไม่ครบ แฟ้มแผนของท่านยังอยู่ครบ\n\n"
                         L"กรุณาติดตั้งโปรแกรมใหม่จากแฟ้มติดตั้ง ถ้ายังเปิดไม่ได้ให้แจ้งผู้ดูแลว่าโปรแกรมป้องกันไวรัสอาจลบแฟ้มออกไป");
        return NO_PYTHON;
    }
    words = calloc(argc + 3, sizeof *words);
    if (words == NULL) return NO_MEMORY;
    words[0] = argv[0];
    words[1] = L"-m";
    words[2] = L"kkplanner";
    for (i = 1; i < argc; i++) words[i + 2] = argv[i];
    status = python(argc + 2, words);
    if (status != 0 && !quiet)
        tell(L"โปรแกรมปิดตัวลงเพราะทำงานผิดพลาด แผนที่บันทึกไว้แล้วยังอยู่ครบ\n\n"
             L"กรุณาเปิดโปรแกรมใหม่ ถ้ายังเปิดไม่ได้ให้ติดตั้งใหม่จากแฟ้มติดตั้ง แฟ้มแผนและการตั้งค่าจะไม่หาย");
    return status;
}
