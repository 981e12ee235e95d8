/* For tests only, never shipped: bcryptprimitives.dll is a part of Windows since version 8 that Wine 8 lacks. Libraries
   written in Rust take their random numbers from its one function; here Wine's own generator answers. */
#include <windows.h>

#define RtlGenRandom SystemFunction036 /* its name in advapi32 */
BOOLEAN NTAPI RtlGenRandom(PVOID bytes, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *bytes, SIZE_T length) { return RtlGenRandom(bytes, (ULONG)length); }
