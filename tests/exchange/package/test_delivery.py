"""Writing to a stick: whole or not there, whatever fails, and nobody is told to pull it before it was read back."""

from __future__ import annotations

import errno
import os
import random

import pytest

from kkplanner.exchange.package.delivery import ReadBackError, StickGoneError, deliver
from kkplanner.exchange.package.file_operations import FileOperations
from kkplanner.whole_file import (
    DiskFullError,
    TargetError,
    TargetFolderError,
    TargetIsPlanError,
    TargetLockedError,
)

DATA = random.Random(2571).randbytes(700_000)
OLD = b"PK the package of last week"


class FaultyStick(FileOperations):
    """Counts every step it is asked for, and fails at one of them."""

    def __init__(self, fail_at=None, error=errno.EIO, lasting=False):
        self.steps = []
        self.fail_at = fail_at
        self.error = error
        self.lasting = lasting
        self.pauses = []

    def _step(self, name):
        number = len(self.steps)
        self.steps.append(name)
        if self.fail_at is not None and (number == self.fail_at or (self.lasting and number > self.fail_at)):
            raise OSError(self.error, os.strerror(self.error))

    def free_bytes(self, folder):
        self._step("free_bytes")
        return super().free_bytes(folder)

    def create(self, path):
        self._step("create")
        return super().create(path)

    def write(self, stream, chunk):
        self._step("write")
        super().write(stream, chunk)

    def sync(self, stream):
        self._step("sync")
        super().sync(stream)

    def open_again(self, path):
        self._step("open_again")
        return super().open_again(path)

    def read(self, stream, size):
        self._step("read")
        return super().read(stream, size)

    def rename(self, source, target):
        self._step("rename")
        super().rename(source, target)

    def sync_folder(self, folder):
        self._step("sync_folder")
        super().sync_folder(folder)

    def remove(self, path):
        self._step("remove")
        super().remove(path)

    def pause(self, seconds):
        self.pauses.append(seconds)


def steps_of_a_good_run(folder):
    stick = FaultyStick()
    deliver(DATA, folder / "good.kkp.zip", files=stick)
    (folder / "good.kkp.zip").unlink()
    return stick.steps


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_package_is_written_read_back_and_only_then_told(tmp_path):
    target = tmp_path / "แผน.kkp.zip"
    told = []
    delivered = deliver(DATA, target, progress=lambda done, of: told.append((done, of)))
    assert target.read_bytes() == DATA
    assert names(tmp_path) == ["แผน.kkp.zip"]
    assert delivered.size == len(DATA)
    assert "นำสื่อบันทึกออกได้" in delivered.sentence
    assert told == sorted(told)
    assert told[-1] == (2 * len(DATA), 2 * len(DATA))


def test_everything_is_on_the_medium_before_the_name_is_given(tmp_path):
    steps = [step for step in steps_of_a_good_run(tmp_path) if step not in ("write", "read")]
    assert steps == ["free_bytes", "create", "sync", "open_again", "rename", "sync_folder"]


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.ENODEV, errno.EROFS, errno.EPERM])
def test_whatever_step_fails_the_old_package_stays_or_the_new_one_is_whole(tmp_path, error, lasting):
    steps = steps_of_a_good_run(tmp_path)
    for number, step in enumerate(steps):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        target = folder / "แผน.kkp.zip"
        target.write_bytes(OLD)
        stick = FaultyStick(number, error, lasting=lasting)
        is_waited_for = error == errno.EPERM and step == "rename" and not lasting
        if is_waited_for:
            deliver(DATA, target, files=stick)
        else:
            with pytest.raises(TargetError) as refused:
                deliver(DATA, target, files=stick)
            assert "แผน" in refused.value.sentence
        # Only the very last step comes after the rename: then the new package is there, and whole.
        done = is_waited_for or step == "sync_folder"
        assert target.read_bytes() == (DATA if done else OLD)
        left = set(names(folder)) - {target.name}
        assert left <= {"แผน.kkp.zip.part"}
        if not lasting:
            assert not left


def test_faults_are_named(tmp_path):
    target = tmp_path / "แผน.kkp.zip"
    for number, error, kind in (
        (2, errno.ENOSPC, DiskFullError),
        (2, errno.EIO, StickGoneError),
        (2, errno.ENOENT, StickGoneError),
        (1, errno.EROFS, TargetLockedError),
    ):
        with pytest.raises(kind):
            deliver(DATA, target, files=FaultyStick(number, error))


def test_a_stick_that_gives_back_other_bytes_is_not_trusted(tmp_path):
    class Liar(FileOperations):
        change = staticmethod(lambda chunk: chunk)

        def read(self, stream, size):
            return self.change(super().read(stream, size))

    for change in (
        lambda chunk: chunk[:-1] + bytes([chunk[-1] ^ 1]) if chunk else chunk,
        lambda _chunk: b"",
        lambda chunk: chunk or b"more",
    ):
        stick = Liar()
        stick.change = change
        with pytest.raises(ReadBackError):
            deliver(DATA, tmp_path / "แผน.kkp.zip", files=stick)
        assert names(tmp_path) == []


def test_a_virus_scanner_is_waited_for_but_not_for_ever(tmp_path):
    class Scanned(FaultyStick):
        held = 3

        def rename(self, source, target):
            if self.held:
                self.held -= 1
                raise PermissionError(errno.EACCES, "held")
            super().rename(source, target)

    stick = Scanned()
    deliver(DATA, tmp_path / "แผน.kkp.zip", files=stick)
    assert len(stick.pauses) == 3
    stick = Scanned()
    stick.held = 1_000
    with pytest.raises(TargetLockedError):
        deliver(DATA, tmp_path / "แผน.kkp.zip", files=stick)
    assert 3 < sum(stick.pauses) < 10
    assert names(tmp_path) == ["แผน.kkp.zip"]


def test_too_little_room_is_told_before_anything_is_written(tmp_path):
    stick = FaultyStick()
    stick.free_bytes = lambda _folder: len(DATA) - 1
    with pytest.raises(DiskFullError) as refused:
        deliver(DATA, tmp_path / "แผน.kkp.zip", files=stick)
    assert "0.7" in refused.value.sentence
    assert stick.steps == []
    assert names(tmp_path) == []


@pytest.mark.parametrize("at", [0.0, 0.4, 0.6, 0.99])
def test_called_off_at_any_moment_nothing_is_left(tmp_path, at):
    target = tmp_path / "แผน.kkp.zip"
    target.write_bytes(OLD)

    def progress(done, of):
        if done >= at * of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(DATA, target, progress=progress)
    assert target.read_bytes() == OLD
    assert names(tmp_path) == [target.name]


def test_what_an_interrupted_writing_left_is_written_over(tmp_path):
    (tmp_path / "แผน.kkp.zip.part").write_bytes(DATA + b"longer than the new one")
    deliver(DATA, tmp_path / "แผน.kkp.zip")
    assert names(tmp_path) == ["แผน.kkp.zip"]
    assert (tmp_path / "แผน.kkp.zip").read_bytes() == DATA


def test_a_plan_is_never_written_over_and_a_missing_folder_is_named(tmp_path):
    target = tmp_path / "แผน.kkp.zip"
    target.write_bytes(b"SQLite format 3\x00" + bytes(100))
    with pytest.raises(TargetIsPlanError):
        deliver(DATA, target)
    assert target.read_bytes().startswith(b"SQLite")
    with pytest.raises(TargetFolderError):
        deliver(DATA, tmp_path / "none" / "แผน.kkp.zip")


def test_files_larger_than_fat_takes_are_refused(tmp_path):
    class Huge(bytes):
        def __len__(self):
            return 1 << 32

    stick = FaultyStick()
    stick.free_bytes = lambda _folder: 1 << 40
    with pytest.raises(TargetError, match="4 GB"):
        deliver(Huge(b"x"), tmp_path / "แผน.kkp.zip", files=stick)
    assert stick.steps == []
