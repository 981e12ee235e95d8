"""What a check finds: how grave, where, why, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """From a plan that must not leave the office to a remark."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def thai(self) -> str:
        return _THAI[self]

    def at_least(self, other: Severity) -> bool:
        """As grave as `other` or graver."""
        return _ORDER[self] <= _ORDER[other]


_ORDER = {severity: rank for rank, severity in enumerate(Severity)}
_THAI = {
    Severity.CRITICAL: "ร้ายแรง",
    Severity.ERROR: "ผิดพลาด",
    Severity.WARNING: "ควรตรวจ",
    Severity.NOTE: "หมายเหตุ",
}


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that would mend the finding; applied only when the clerk says so."""

    label: str  # Thai, imperative: "ใช้ชื่อแผนงานการพาณิชย์"
    field: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    rule: str
    severity: Severity
    message: str
    place: str  # Thai: "ผ.02 โครงการก่อสร้างถนน… ช่องเป้าหมาย"
    project: str | None = None  # Project.uuid; None: the plan as a whole
    form: str | None = None
    field: str | None = None
    fix: Fix | None = None
    waived: str | None = None  # the reason for which this finding was set aside

    def as_json(self) -> dict[str, Any]:
        """The stable shape of docs/cli.md; `fix` and `waived` only where there is one."""
        shape: dict[str, Any] = {
            "rule": self.rule,
            "severity": str(self.severity),
            "project": self.project,
            "form": self.form,
            "field": self.field,
            "place": self.place,
            "message": self.message,
        }
        if self.fix is not None:
            shape["fix"] = {"label": self.fix.label, "field": self.fix.field, "value": self.fix.value}
        if self.waived is not None:
            shape["waived"] = self.waived
        return shape


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All findings, the gravest first and then in the order of the plan."""

    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many stand; waived findings do not."""
        return sum(1 for f in self.findings if f.severity is severity and f.waived is None)

    def worst_at_least(self, severity: Severity) -> bool:
        """Whether any standing finding is as grave as `severity`."""
        return any(f.severity.at_least(severity) for f in self.findings if f.waived is None)

    @property
    def summary_line(self) -> str:
        parts = [f"{severity.thai} {self.count(severity)}" for severity in Severity]
        return "ผลการตรวจ: " + " · ".join(parts)

    def as_json(self) -> dict[str, Any]:
        return {
            "summary": {str(severity): self.count(severity) for severity in Severity},
            "findings": [finding.as_json() for finding in self.findings],
        }
