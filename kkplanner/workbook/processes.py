"""Does a process of this computer still run?"""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    _QUERY, _STILL_ACTIVE = 0x1000, 259

    def is_running(process: int) -> bool:
        """Whether a process with this number runs now. A number may have been given to another one since."""
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_QUERY, False, process)
        if not handle:
            return False
        status = ctypes.c_ulong()
        found = kernel.GetExitCodeProcess(handle, ctypes.byref(status))
        kernel.CloseHandle(handle)
        return bool(found) and status.value == _STILL_ACTIVE

else:

    def is_running(process: int) -> bool:
        """Whether a process with this number runs now. A number may have been given to another one since."""
        if process <= 0:
            return False
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError) as error:
            return isinstance(error, PermissionError)  # it runs, for somebody else
        return True
