"""Try the program on this computer: does everything that a clerk needs work here, and if not, what to do.

A front end beside the command line, for a desk without a maintainer: `kkplanner --self-test DIR`, or the same from
the Help menu through `self_test`. Nothing of the user is read or changed; all files are made in one folder.
"""

from __future__ import annotations

from kkplanner.self_test.command import main
from kkplanner.self_test.result import CheckResult, SelfTestResult
from kkplanner.self_test.running import self_test

__all__ = ["CheckResult", "SelfTestResult", "main", "self_test"]
