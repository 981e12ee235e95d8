"""The file and the model agree: every field of every record has its place, and no column is without a field."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Approach, Link, Mark, SubItem
from kkplanner.workbook.columns import columns
from kkplanner.workbook.operation import records_of
from kkplanner.workbook.rows import TABLES
from kkplanner.workbook.schema import current

STORED = {**TABLES, Approach: "approach", SubItem: "sub_item", Link: "link", Mark: "mark"}
# Columns that are no field of their record, and fields that have tables of their own.
BESIDE = {
    "plan": {"first_year", "last_year"},
    "approach": {"issue"},
    "sub_item": {"project"},
    "link": {"issue", "project"},
    "mark": {"project"},
}
ELSEWHERE = {
    "plan": {"period"},
    "issue": {"approaches", "links"},
    "project": {"own_budgets", "enacted_budgets", "sub_items", "links", "marks"},
    "sub_item": {"budgets"},
    "picture": {"content"},
}


@pytest.mark.parametrize(("record_type", "table"), STORED.items())
def test_fields_and_columns_are_the_same(record_type, table):
    in_file = set(current().columns[table]) - {"id", "position"} - BESIDE.get(table, set())
    assert {column.name for column in columns(record_type)} == in_file
    in_model = {field.name for field in fields(record_type)} - ELSEWHERE.get(table, set())
    assert in_model == in_file


def test_every_record_of_a_document_is_stored(plan):
    lists = len(fields(PlanDocument)) - 2  # open conflicts and merges are settings
    assert len(records_of(plan)) == lists == len(TABLES)
    assert set(records_of(plan)) == set(TABLES.values())
