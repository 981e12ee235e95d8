"""A plan on a stick or a network folder is recognised, and a copy on this computer offered."""

from __future__ import annotations

import pytest

from kkplanner.workbook import Workbook, errors
from kkplanner.workbook.place import Place, place_among, place_of, working_copy

MOUNTS = r"""/dev/nvme0n1p2 / ext4 rw,relatime 0 0
/dev/sdb1 /media/สมหญิง/KINGSTON\040USB vfat rw 0 0
/dev/sdc1 /data ext4 rw 0 0
//server/plan /mnt/กองแผน cifs rw 0 0
nas:/export /home/nfs nfs4 rw 0 0
user@host: /home/a/remote fuse.sshfs rw 0 0
tmpfs /home/nfs/local tmpfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/a/แผน.kkplan", Place.FIXED),
        ("/media/สมหญิง/KINGSTON USB/แผน.kkplan", Place.REMOVABLE),
        ("/media/สมหญิง/KINGSTON USB2/แผน.kkplan", Place.REMOVABLE),
        ("/data/แผน.kkplan", Place.REMOVABLE),
        ("/database/แผน.kkplan", Place.FIXED),
        ("/mnt/กองแผน/2571/แผน.kkplan", Place.NETWORK),
        ("/home/nfs/แผน.kkplan", Place.NETWORK),
        ("/home/nfs/local/แผน.kkplan", Place.FIXED),
        ("/home/a/remote/แผน.kkplan", Place.NETWORK),
    ],
)
def test_the_medium_follows_from_the_mount_table(path, expected):
    removable = {"/dev/sdb1", "/dev/sdc1"}
    assert place_among(path, MOUNTS, removable.__contains__) is expected


def test_without_a_mount_table_the_folder_has_to_do():
    assert place_among("/Volumes/STICK/a.kkplan", "", lambda device: False) is Place.REMOVABLE
    assert place_among("/Users/a/a.kkplan", "", lambda device: False) is Place.FIXED


def test_a_share_is_a_network_and_a_real_folder_is_told(tmp_path):
    assert place_of(r"\\server\plan\a.kkplan") is Place.NETWORK
    assert place_of(tmp_path / "ไม่มี.kkplan") in set(Place)


def test_only_a_place_that_can_vanish_has_advice():
    assert Place.FIXED.advice == ""
    assert "ถอด" in Place.REMOVABLE.advice
    assert "เครือข่าย" in Place.NETWORK.advice


def test_a_working_copy_holds_the_plan_with_its_history_under_a_free_name(book, tmp_path):
    book.close()
    before = book.path.read_bytes()
    folder = tmp_path / "เอกสาร"
    folder.mkdir()
    first = working_copy(book.path, folder)
    second = working_copy(book.path, folder)
    assert (first.name, second.name) == ("แผน.kkplan", "แผน (2).kkplan")
    for copy in (first, second):
        with Workbook.open(copy) as again, Workbook.open(book.path, read_only=True) as original:
            assert again.document() == original.document()
            assert [e.uuid for e in again.history()] == [e.uuid for e in original.history()]
    assert book.path.read_bytes() == before


def test_a_damaged_plan_is_not_copied(book, tmp_path):
    book.close()
    book.path.write_bytes(book.path.read_bytes()[:9000])
    with pytest.raises(errors.DamagedFileError):
        working_copy(book.path, tmp_path / "x")
