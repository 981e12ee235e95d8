"""Files of any two people: what comes of merging can be kept, taken back, merged back, and is the same on both desks."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_copies import edited, three_copies, two_copies

from kkplanner.workbook import Workbook
from kkplanner.workbook.merging import apply, decide_open, prepare

SLOW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def become(path, document):
    with Workbook.open(path) as book, book.operation("แก้ไข") as operation:
        operation.replace_document(document)


def bring_in(ours, theirs):
    with Workbook.open(ours) as book, Workbook.open(theirs, read_only=True) as other:
        merge = prepare(book, other)
        apply(book, merge)
        assert book.document() == merge.result.document
        return merge


@SLOW
@given(two_copies(), st.data())
def test_any_two_files(copies, data):
    base, one, two = copies
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "a.kkplan", Path(folder) / "b.kkplan"
        Workbook.create(ours, base).close()
        shutil.copyfile(ours, theirs)
        become(ours, one)
        become(theirs, two)
        merge = bring_in(ours, theirs)
        with Workbook.open(ours) as book:
            if book.undo_name == "รวมงานจากแฟ้ม b.kkplan":
                book.undo()
                assert book.document() == one
                book.redo()
        assert bring_in(ours, theirs).is_empty
        bring_in(theirs, ours)
        with Workbook.open(ours) as here, Workbook.open(theirs) as there:
            if not merge.result.conflicts:
                assert here.document() == there.document()
            assert {c.id for c in here.document().conflicts} == {c.id for c in there.document().conflicts}
            document = here.document()
            sides = {c.id: data.draw(st.sampled_from(["ours", "theirs"])) for c in document.conflicts}
            if sides and all(c.kind != "removed" for c in document.conflicts):
                decide_open(here, sides)
                assert here.document().conflicts == ()
        with Workbook.open(theirs) as there:
            after = data.draw(edited(there.document()))
        become(theirs, after)
        bring_in(ours, theirs)
        bring_in(theirs, ours)
        assert bring_in(ours, theirs).result.conflicts == ()


@SLOW
@given(three_copies())
def test_three_files_come_to_one_plan(copies):
    """A brings in B's work, then C's; then both others bring in A's: nobody has anything new for anybody."""
    base, sides = copies
    with tempfile.TemporaryDirectory() as folder:
        ours, second, third = (Path(folder) / f"{name}.kkplan" for name in "abc")
        Workbook.create(ours, base).close()
        for path in (second, third):
            shutil.copyfile(ours, path)
        for path, document in zip((ours, second, third), sides, strict=True):
            become(path, document)
        bring_in(ours, second)
        bring_in(ours, third)
        bring_in(second, ours)
        bring_in(third, ours)
        paths = (ours, second, third)
        documents = []
        for path in paths:
            with Workbook.open(path, read_only=True) as book:
                documents.append(book.document())
        conflicts = [{one.id for one in document.conflicts} for document in documents]
        assert conflicts[0] == conflicts[1] == conflicts[2]
        if not conflicts[0]:
            assert documents[0] == documents[1] == documents[2]
        for here in paths:
            for there in paths:
                if here is not there:
                    assert bring_in(here, there).result.conflicts == ()
