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

        window.page.leaving()
        dialog = ImportDialog(window.desk, window)
        dialog.taken.connect(lambda report: _tell_import(window, report))
        dialog.open()

    window.commands.add(
        "file.import", "นำเข้าจาก Excel…", bring_in, keys="Ctrl+I", menu="แฟ้ม", picture="import"
    )


def _tell_import(window: MainWindow, report: ImportReport) -> None:
    """What came in, and what to look at next."""
    window.notices.add(
        f"นำเข้าแล้ว: เพิ่ม {report.added:,} แก้ {report.updated:,} รายการ รวม {report.total_baht:,} บาท "
        "ถ้าไม่ต้องการ กดเลิกทำ (Ctrl+Z) ครั้งเดียว",
        "ดูผลการตรวจ",
        lambda: window.commands.run("go.check"),
    )
