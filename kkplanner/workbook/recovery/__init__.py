"""What to do with a plan that does not open: find what is left, say what is missing, write a new file.

`candidates` lists the ways back to a plan, `recover` writes the chosen one to a new file; the damaged file is
only read. `examine` and `mend` are for a file whose pages are sound but whose content does not hold together.
"""

from __future__ import annotations

from kkplanner.workbook.recovery.candidates import Candidate, CandidateKind, Difference, candidates, recover
from kkplanner.workbook.recovery.mending import Mended
from kkplanner.workbook.recovery.mending_file import FileCheck, examine, examine_open, mend
from kkplanner.workbook.recovery.salvage import NothingLeftError

__all__ = [
    "Candidate",
    "CandidateKind",
    "Difference",
    "FileCheck",
    "Mended",
    "NothingLeftError",
    "candidates",
    "examine",
    "examine_open",
    "mend",
    "recover",
]
