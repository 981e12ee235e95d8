"""May the plan be sent? Critical findings stop it; errors need a reason in writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkplanner.alignment.check import Severity, check
from kkplanner.exchange.package.errors import CriticalFindingsError, ReasonNeededError, ReasonTooLongError
from kkplanner.exchange.package.manifest import LONGEST_REASON
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.alignment.check import CheckResult, Finding
    from kkplanner.plan.document import PlanDocument


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands in the way of a submission.

    Attributes:
        checked: the whole check.
        critical: findings that stop it, set aside or not: a plan without projects is none.
        errors: findings that need a reason; those set aside have theirs already, which travels along.
    """

    checked: CheckResult
    critical: tuple[Finding, ...]
    errors: tuple[Finding, ...]

    @property
    def is_ready(self) -> bool:
        """Whether it may be sent without another word."""
        return not self.critical and not self.errors

    def require(self, reason: str) -> str:
        """The reason as it travels, tidied; "" when none is needed.

        Raises:
            CriticalFindingsError: something critical was found.
            ReasonNeededError: errors, and no reason.
            ReasonTooLongError: more than `LONGEST_REASON` letters.
        """
        if self.critical:
            raise CriticalFindingsError([_told(finding) for finding in self.critical])
        tidy = normalise(reason).strip()
        if len(tidy) > LONGEST_REASON:
            raise ReasonTooLongError(LONGEST_REASON)
        if self.errors and not tidy:
            raise ReasonNeededError([_told(finding) for finding in self.errors])
        return tidy if self.errors else ""


def readiness(document: PlanDocument) -> Readiness:
    """Check the plan for sending."""
    checked = check(document)
    return Readiness(
        checked,
        tuple(one for one in checked.findings if one.severity is Severity.CRITICAL),
        tuple(one for one in checked.findings if one.severity is Severity.ERROR and one.waived is None),
    )


def _told(finding: Finding) -> str:
    return f"{finding.place}: {finding.message}"
