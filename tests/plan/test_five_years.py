"""A local development plan has five years."""

from __future__ import annotations

import pytest

from kkplanner.plan.five_years import NotFiveYearsError, require_five_years
from kkplanner.thai.period import Period


def test_five_years_pass():
    assert require_five_years(Period(2571, 2575)) == Period(2571, 2575)


@pytest.mark.parametrize(("first", "last"), [(2571, 2571), (2571, 2574), (2571, 2580)])
def test_any_other_number_is_told_with_the_way_out(first, last):
    with pytest.raises(NotFiveYearsError, match="2571-2575"):
        require_five_years(Period(first, last))
