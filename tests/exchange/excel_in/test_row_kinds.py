"""What a row is, as a table of named cases."""

from __future__ import annotations

import pytest

from kkplanner.exchange.excel_in.row_kinds import Above, RowFacts, RowKind, classify

FUNDED = Above(project=True, money=True)
UNFUNDED = Above(project=True)
TITLED = Above(project=True, target=False)
START = Above()
LOOSE = Above(numbers=False, project=True, money=True)  # a table without numbers
COMPLETE = {"title": "ขุดคลอง", "objective": "ระบายน้ำ", "target": "1 แห่ง", "agency": "กองช่าง"}

CASES = [
    ("number, title, money", {"title": "ถนน"}, {"numbered": True, "money": True}, FUNDED, RowKind.PROJECT),
    ("number and title only", {"title": "ถนน"}, {"numbered": True}, FUNDED, RowKind.PROJECT),
    ("numbered again as continued", {"title": "ถนน (ต่อ)"}, {"numbered": True}, FUNDED, RowKind.CONTINUATION),
    ("first row lacks its number", COMPLETE, {"money": True}, START, RowKind.UNNUMBERED),
    ("rest of the title alone", {"title": "สายบ้านโนน"}, {}, FUNDED, RowKind.CONTINUATION),
    ("rest of title and objective", {"title": "ก", "objective": "ข"}, {}, FUNDED, RowKind.CONTINUATION),
    ("whole row again without money", COMPLETE, {}, FUNDED, RowKind.CONTINUATION),
    ("rest of the title with the money", {"title": "ก"}, {"money": True}, UNFUNDED, RowKind.CONTINUATION),
    ("complete row under one without money", COMPLETE, {"money": True}, UNFUNDED, RowKind.UNNUMBERED),
    ("complete row without number", COMPLETE, {"money": True}, FUNDED, RowKind.UNNUMBERED),
    (
        "listed activity in the title column",
        {"title": "- ถนนสายหนึ่ง"},
        {"money": True},
        FUNDED,
        RowKind.SUB_ITEM,
    ),
    (
        "numbered activity in it",
        {"title": "๒) ถนน", "target": "1 สาย"},
        {"money": True},
        FUNDED,
        RowKind.SUB_ITEM,
    ),
    ("title and money, nothing else", {"title": "ถนน"}, {"money": True}, FUNDED, RowKind.UNNUMBERED),
    (
        "text and money in the target column",
        {"target": "2. โรงเรียน"},
        {"money": True},
        FUNDED,
        RowKind.SUB_ITEM,
    ),
    ("items under a project without money", {"target": "1. ก"}, {"money": True}, UNFUNDED, RowKind.SUB_ITEM),
    ("all but the title one row lower", {"target": "1 แห่ง"}, {"money": True}, TITLED, RowKind.CONTINUATION),
    ("money of the project one row lower", {}, {"money": True}, UNFUNDED, RowKind.CONTINUATION),
    ("money and nothing else", {}, {"money": True}, FUNDED, RowKind.SUB_ITEM),
    ("enacted amounts only", {}, {"enacted": True}, FUNDED, RowKind.CONTINUATION),
    ("rest of an objective", {"objective": "2. เพื่อ"}, {}, FUNDED, RowKind.CONTINUATION),
    ("rest of an objective, nothing above", {"objective": "2. เพื่อ"}, {}, START, RowKind.NAMELESS),
    ("money, nothing above", {"target": "ก"}, {"money": True}, START, RowKind.NAMELESS),
    ("number and money without title", {}, {"numbered": True, "money": True}, FUNDED, RowKind.NAMELESS),
    (
        "number, title merged from above",
        {"target": "2. ก"},
        {"numbered": True, "money": True, "title_above": True},
        FUNDED,
        RowKind.SUB_ITEM,
    ),
    ("heading by its word", {"title": "โครงการด้านถนน"}, {}, FUNDED, RowKind.HEADING),
    (
        "heading before a new 1",
        {"title": "ชุมชนวัดไทร"},
        {},
        Above(project=True, block_ahead=True),
        RowKind.HEADING,
    ),
    ("heading, nothing above", {"title": "ชุมชนวัดไทร"}, {}, START, RowKind.HEADING),
    ("stamp of a duplicate", {"title": "ซ้ำลำดับที่ 63"}, {}, FUNDED, RowKind.REMARK),
    ("stamp of a move", {"title": "(ย้ายไปแผนงานการศึกษา)"}, {}, FUNDED, RowKind.REMARK),
    ("no numbers: title and money", {"title": "คลอง"}, {"money": True}, LOOSE, RowKind.PROJECT),
    ("no numbers: title and text", {"title": "คลอง", "target": "ก"}, {}, LOOSE, RowKind.PROJECT),
    ("no numbers: title alone", {"title": "คลอง"}, {}, LOOSE, RowKind.HEADING),
    ("said to be a sub-item", {"title": "ก"}, {"sub_item": True}, FUNDED, RowKind.SUB_ITEM),
    ("said to be one, nothing above", {}, {"sub_item": True}, START, RowKind.NAMELESS),
    ("said to be a project", {"objective": "ก"}, {"own_project": True}, FUNDED, RowKind.PROJECT),
    ("stamp in place of its number", {}, {"remark": True}, FUNDED, RowKind.REMARK),
    ("stamp, nothing above", {}, {"remark": True}, START, RowKind.NOTE),
    ("only a number", {}, {"numbered": True}, FUNDED, RowKind.NOTE),
    ("a note outside the columns", {}, {}, FUNDED, RowKind.NOTE),
]
EQUIPMENT = [
    ("number and texts", {"target": "โต๊ะ"}, {"numbered": True}, RowKind.PROJECT),
    ("number and money", {}, {"numbered": True, "money": True}, RowKind.NAMELESS),
    ("kind, name, money", {"equipment_type": "ก", "target": "โต๊ะ"}, {"money": True}, RowKind.UNNUMBERED),
    ("kind merged", {"target": "โต๊ะ"}, {"money": True, "type_above": True}, RowKind.UNNUMBERED),
    ("name and money", {"target": "โต๊ะ"}, {"money": True}, RowKind.SUB_ITEM),
    ("rest of the text", {"target": "จำนวน 2 ตัว"}, {}, RowKind.CONTINUATION),
]


@pytest.mark.parametrize(("texts", "facts", "above", "kind"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_a_row_is(texts, facts, above, kind):
    assert classify(RowFacts(texts=texts, **facts), above) is kind


@pytest.mark.parametrize(("texts", "facts", "kind"), [pytest.param(*c[1:], id=c[0]) for c in EQUIPMENT])
def test_a_row_of_equipment_without_a_title_column_is(texts, facts, kind):
    above = Above(titles=False, project=True, money=True)
    assert classify(RowFacts(texts=texts, **facts), above) is kind
