"""Heavy libraries are loaded when a book is read, not when the program starts."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_reader_loads_no_excel_library():
    code = (
        "import sys, kkplanner.exchange.excel_in; "
        "print(sorted({'openpyxl', 'jsonschema', 'pythainlp', 'defusedxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
