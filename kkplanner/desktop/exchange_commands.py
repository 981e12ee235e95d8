"""What goes between the plan and other files: the commands, each loading its window when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkplanner.desktop.main_window import MainWindow
    from kkplanner.exchange.excel_in.report import ImportReport


def add_exchange_commands(window: MainWindow) -> None:
    """Register them in the menu แฟ้ม."""

    def bring_in() -> None:
        from kkplanner.desktop.importing.dialog import ImportDialog

        window.leave_page()
        dialog = ImportDialog(window.desk, window)
        dialog.taken.connect(lambda report: _tell_import(window, report))
        dialog.open()

    def merge() -> None:
        from kkplanner.desktop.merging.dialog import MergeDialog

        window.leave_page()
        dialog = MergeDialog(window.desk, window)
        dialog.merged.connect(lambda left: _tell_merge(window, left))
        dialog.open()

    def hand_out() -> None:
        from kkplanner.desktop.fill_in.hand_out import HandOutDialog

        window.leave_page()
        dialog = HandOutDialog(window.desk, window)
        dialog.written.connect(lambda path: window.notices.add(f"ทำแฟ้มให้กองกรอกไว้ที่ {path} แล้ว"))
        dialog.open()

    def take_back() -> None:
        from kkplanner.desktop.fill_in.take_back import TakeBackDialog

        window.leave_page()
        dialog = TakeBackDialog(window.desk, window)
        dialog.taken.connect(
            lambda: window.notices.add("รับแฟ้มที่กองกรอกเข้าแผนแล้ว ถ้าไม่ต้องการ กดเลิกทำ (Ctrl+Z) ครั้งเดียว")
        )
        dialog.open()

    def send() -> None:
        from kkplanner.desktop.sending.send_dialog import SendDialog

        window.leave_page()
        SendDialog(window.desk, window).open()

    add = window.commands.add
    add(
        "file.import",
        "นำเข้าจาก Excel…",
        bring_in,
        keys="Ctrl+Shift+I",
        menu="แฟ้ม",
        picture="import",
        writes=True,
    )
    add("file.merge", "รวมงานจากสำเนาอีกแฟ้ม…", merge, menu="แฟ้ม", picture="merge", writes=True)
    add("file.hand_out", "ทำแฟ้มให้กองกรอก…", hand_out, menu="แฟ้ม", picture="export")
    add("file.take_back", "รับแฟ้มที่กองกรอกกลับ…", take_back, menu="แฟ้ม", picture="import", writes=True)
    add("file.send", "ส่งแผนให้ อบจ.…", send, keys="Ctrl+Shift+E", menu="แฟ้ม", picture="package")


def _tell_import(window: MainWindow, report: ImportReport) -> None:
    """What came in, and what to look at next."""
    window.notices.add(
        f"นำเข้าแล้ว: เพิ่ม {report.added:,} แก้ {report.updated:,} รายการ รวม {report.total_baht:,} บาท "
        "ถ้าไม่ต้องการ กดเลิกทำ (Ctrl+Z) ครั้งเดียว",
        "ดูผลการตรวจ",
        lambda: window.commands.run("go.check"),
    )


def _tell_merge(window: MainWindow, left: int) -> None:
    window.notices.add(
        f"รวมงานแล้ว ยังมีข้อขัดแย้งที่ไม่ได้ตัดสิน {left:,} ข้อ ค่าทั้งสองฝั่งเก็บไว้ในแผน"
        if left
        else "รวมงานแล้ว ไม่มีข้อขัดแย้งค้างอยู่",
        "ตัดสินข้อขัดแย้ง…" if left else "",
        (lambda: window.commands.run("file.merge")) if left else None,
    )
