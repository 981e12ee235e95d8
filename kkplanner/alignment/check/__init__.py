"""Check a plan: rules with stable ids, each with its severity, its reason and the place to go to.

result = check(document)            # once
checker = Checker(); checker.check(document)   # again and again: only what changed is looked at anew
"""

from __future__ import annotations

from kkplanner.alignment.check.engine import Checker, check
from kkplanner.alignment.check.finding import CheckResult, Finding, Fix, Severity

__all__ = ["CheckResult", "Checker", "Finding", "Fix", "Severity", "check"]
