"""Bold and italic inside a paragraph: faces change the widths and never the places to break."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kkplanner.thai.clusters import clusters
from kkplanner.thai.lines import Run, break_lines, break_runs
from kkplanner.thai.words import Segmenter, Unit


class Words:
    """Breaks at | and at spaces."""

    def units(self, text: str) -> list[Unit]:
        parts = re.split(r"([| ])", text.strip(" |"))
        return [
            Unit(word, parts[n + 1 : n + 2] == [" "]) for n, word in enumerate(parts) if n % 2 == 0 and word
        ]

    def fine(self, unit_text: str) -> list[str]:
        return clusters(unit_text)

    def __hash__(self) -> int:
        return id(self)


def narrow(text: str) -> float:
    return float(len(text))


def wide(text: str) -> float:
    return 2.0 * len(text)


FACES = (narrow, wide)


def test_text_in_one_face_breaks_as_plain_text():
    runs = (Run("กก กก "), Run("กก"))
    assert break_runs(runs, 5, FACES, Words()) == break_lines("กก กก กก", 5, narrow, Words())


def test_bold_words_are_wider():
    lines = break_runs((Run("กก "), Run("ขข", 1), Run(" กก")), 7, FACES, Words())
    assert [line.text for line in lines] == ["กก ขข", "กก"]
    assert lines[0].width == 2 + 1 + 4
    assert [box.runs for box in lines[0].boxes] == [(), (Run("ขข", 1),)]


def test_a_face_that_changes_inside_a_word_is_no_place_to_break():
    lines = break_runs((Run("กก ("), Run("ขข", 1), Run(") กก")), 7, FACES, Words())
    assert [line.text for line in lines] == ["กก", "(ขข)", "กก"]
    assert lines[1].boxes[0].runs == (Run("("), Run("ขข", 1), Run(")"))
    assert lines[1].width == 1 + 4 + 1


def test_a_line_break_inside_a_run_starts_a_paragraph():
    lines = break_runs((Run("ก"), Run("ข\nค", 1), Run("ง\n")), 9, FACES, Words())
    assert [line.text for line in lines] == ["กข", "คง"]
    assert all(line.closes_paragraph for line in lines)


thai = st.text(st.sampled_from("กขคงเแาำ่้ิี ()12.\n\u200b"), max_size=30)
many = st.lists(st.builds(Run, thai, st.integers(0, 1)), max_size=6)
segmenter = Segmenter()


@given(runs=many, width=st.integers(8, 40))
def test_nothing_is_lost_and_every_letter_keeps_its_face(runs: list[Run], width: int):
    lines = break_runs(runs, width, FACES, segmenter)

    def letters(parts: list[Run]) -> list[tuple[str, int]]:
        return [
            (letter, run.face)
            for run in parts
            for letter in run.text
            if not letter.isspace() and letter != "\u200b"
        ]

    drawn = [run for line in lines for box in line.boxes for run in (box.runs or (Run(box.text),))]
    assert letters(drawn) == letters(runs)
    for line in lines:
        assert line.width <= width + 1e-6 or len(line.boxes) == 1


def test_a_long_name_is_offered_in_parts_only_where_asked():
    class Names(Words):
        def fine(self, unit_text: str) -> list[str]:
            return re.findall("องค์กร|ปกครอง|ส่วนท้องถิ่น", unit_text) or [unit_text]

    name = "องค์กรปกครองส่วนท้องถิ่น"
    whole = break_lines(name, 100, narrow, Names())
    parted = break_lines(name, 100, narrow, Names(), longest_unit=8)
    assert [box.text for box in whole[0].boxes] == [name]
    assert len(parted[0].boxes) > 1
    assert [box.inner for box in parted[0].boxes] == [True] * (len(parted[0].boxes) - 1) + [False]
    assert parted[0].text == name
    assert parted == break_runs((Run(name),), 100, FACES, Names(), longest_unit=8)


def test_a_blank_at_the_edge_of_a_cut_piece():
    lines = break_lines("11าาาา .", 4, narrow, segmenter)
    assert "".join(line.text.replace(" ", "") for line in lines) == "11าาาา."
