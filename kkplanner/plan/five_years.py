"""A local development plan has five years (ระเบียบ มท. ว่าด้วยการจัดทำแผนพัฒนาฯ ฉบับที่ 3 พ.ศ. 2561)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.errors import WrongUsageError

if TYPE_CHECKING:
    from kkplanner.thai.period import Period

YEARS_OF_A_PLAN: Final = 5


class NotFiveYearsError(WrongUsageError):
    """A period that no local development plan has."""

    def __init__(self, period: Period) -> None:
        super().__init__(
            f"ช่วงปี {period} มี {len(period.years)} ปี แต่แผนพัฒนาท้องถิ่นมี {YEARS_OF_A_PLAN} ปี "
            "จึงยังไม่ได้สร้างสิ่งใด กรุณาระบุช่วงปีเช่น 2571-2575"
        )


def require_five_years(period: Period) -> Period:
    """The period itself.

    Raises:
        NotFiveYearsError: it has more or fewer years.
    """
    if len(period.years) != YEARS_OF_A_PLAN:
        raise NotFiveYearsError(period)
    return period
