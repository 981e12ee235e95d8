"""A small book with one of everything, from the sample plan."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw

from kkplanner.exchange.book_content import (
    BookContent,
    BookPicture,
    BookSection,
    Cell,
    CheckList,
    CheckListGroup,
    Cover,
    CoverLine,
    CoverWeight,
    FormsItem,
    GoalRow,
    GoalTable,
    IssueGoals,
    Letter,
    LinkageRow,
    LinkageTable,
    MapEdge,
    MapNode,
    Part,
    ShareRow,
    Shares,
    Signature,
    StrategyMap,
)
from kkplanner.exchange.pdf.book.book_pdf import BookOptions, write_book
from kkplanner.exchange.sample import sample_plan
from kkplanner.forms import build_all
from kkplanner.plan.narrative import parse

PICTURE = "11111111-1111-4111-8111-111111111111"

PHYSICAL = f"""องค์การบริหารส่วนตำบลโนนสูงตั้งอยู่ห่างจากที่ว่าการอำเภอไปทางทิศ**ตะวันออกเฉียงเหนือ**ประมาณ 12 กิโลเมตร มีพื้นที่ทั้งหมด 58.25 ตารางกิโลเมตร หรือประมาณ 36,406 ไร่ สภาพพื้นที่ส่วนใหญ่เป็นที่ราบสูงสลับลอนคลื่น เหมาะแก่การทำนา ทำไร่อ้อย และ*เลี้ยงสัตว์* ดินส่วนใหญ่เป็นดินร่วนปนทราย น้ำซึมผ่านได้ง่าย จึงขาดแคลนน้ำในช่วงเดือนกุมภาพันธ์ถึงเดือนเมษายนของทุกปี

# แหล่งน้ำและป่าไม้

แหล่งน้ำธรรมชาติที่สำคัญ มีดังนี้

1. ลำห้วยฝั่งซ้าย ไหลผ่าน หมู่ที่ 1 หมู่ที่ 3 และหมู่ที่ 7 ใช้ทำการเกษตรได้ประมาณ 8 เดือนต่อปี
2. หนองน้ำใส หมู่ที่ 5 เนื้อที่ 120 ไร่ ใช้ผลิตน้ำประปาหมู่บ้าน
3. ฝายชะลอน้ำ จำนวน 14 แห่ง

- ป่าชุมชนบ้านป่าเหลื่อม เนื้อที่ 250 ไร่
- ป่าสาธารณประโยชน์โคกใหญ่ เนื้อที่ 85 ไร่

## ประชากร

| หมู่ที่ | ชื่อหมู่บ้าน | ชาย | หญิง | รวม | ครัวเรือน |
|---|---|---|---|---|---|
| 1 | บ้านโนนสูง | 312 | 330 | 642 | 180 |
| 2 | บ้านป่าเหลื่อม | 287 | 301 | 588 | 164 |
| 3 | บ้านน้ำใส | 402 | 415 | 817 | 233 |

![แหล่งน้ำหนองน้ำใส หมู่ที่ 5](picture:{PICTURE})

### ข้อสังเกต

ข้อมูล ณ วันที่ 1 ตุลาคม 2568 จากสำนักทะเบียนอำเภอ (ฯลฯ)"""

Write = Callable[..., pypdf.PdfReader]


def photo(width: int = 640, height: int = 400, kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (width, height), "#9cc3e0")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.6, width, height), fill="#4f7f4a")
    draw.ellipse((width * 0.2, height * 0.5, width * 0.8, height * 0.9), fill="#2f6d9e")
    kept = BytesIO()
    image.save(kept, kind)
    return kept.getvalue()


def long_text(paragraphs: int) -> str:
    text = (
        "องค์การบริหารส่วนตำบลจัดให้มีการประชุมประชาคมทุกหมู่บ้านเพื่อรับฟังปัญหาและความต้องการของประชาชน "
        "และนำมาจัดลำดับความสำคัญร่วมกับคณะกรรมการสนับสนุนการจัดทำแผนพัฒนาท้องถิ่น ทั้งนี้ ให้สอดคล้องกับงบประมาณ 2571 "
        "และคำนึงถึงเด็ก ๆ ผู้สูงอายุ ผู้ป่วยติดเตียง และผู้ด้อยโอกาสเป็นสำคัญ"
    )
    return "\n\n".join(f"{text} ข้อสรุปที่ {number} ของการประชุม" for number in range(1, paragraphs + 1))


@pytest.fixture(scope="session")
def book() -> BookContent:
    document = sample_plan()
    issues = document.issues
    years = document.plan.period.years
    forms = build_all(document, "2571")
    digest = hashlib.sha256(b"sample").hexdigest()
    nodes = [
        *(MapNode(id=f"o{n}", layer=0, code=i.number, text=i.title) for n, i in enumerate(issues)),
        *(
            MapNode(
                id=f"p{n}",
                layer=1,
                code=str(n + 1),
                text=f"ประเด็นการพัฒนาของ อบจ. ด้านที่ {n + 1} เพื่อยกระดับคุณภาพชีวิต",
            )
            for n in range(8)
        ),
        *(MapNode(id=f"n{n}", layer=2, code=str(n + 1), text=f"ยุทธศาสตร์ชาติด้านที่ {n + 1}") for n in range(6)),
    ]
    edges = [
        *(MapEdge(source=f"o{n}", target=f"p{n % 8}", direct=True) for n in range(len(issues))),
        *(MapEdge(source=f"o{n}", target=f"p{(n + 3) % 8}", direct=False) for n in range(len(issues))),
        *(MapEdge(source=f"p{n}", target=f"n{n % 6}", direct=n % 2 == 0) for n in range(8)),
    ]
    shares = []
    for issue in issues:
        own = [project for project in document.projects if project.issue == issue.uuid]
        satang = tuple(sum(project.budgets.get(year, 0) for project in own) for year in years)
        shares.append(ShareRow(label=f"{issue.number}. {issue.title}", projects=len(own), satang=satang))
    parts = (
        Part(
            number=1,
            title="สภาพทั่วไปและข้อมูลพื้นฐาน",
            items=(
                BookSection(key="physical", number="1.1", title="ลักษณะทางกายภาพ", narrative=parse(PHYSICAL)),
                BookSection(key="people", number="1.2", title="การมีส่วนร่วม", narrative=parse(long_text(12))),
            ),
        ),
        Part(
            number=2,
            title="ประเด็นการพัฒนาท้องถิ่น",
            items=(
                BookSection(
                    key="vision", number="2.1", title="วิสัยทัศน์", narrative=parse("**ชุมชนน่าอยู่ เศรษฐกิจดี**")
                ),
                LinkageTable(
                    key="linkage",
                    number="2.2",
                    title="ความเชื่อมโยงระหว่างแผน",
                    head=("ประเด็นการพัฒนา", "อบจ.", "จังหวัด", "กลุ่มจังหวัด", "ภาค", "ยุทธศาสตร์ชาติ", "SDGs"),
                    rows=tuple(
                        LinkageRow(
                            issue=issue.uuid,
                            cells=(
                                Cell(lines=(f"{issue.number}. {issue.title}",)),
                                Cell(lines=("1 พัฒนาโครงสร้างพื้นฐาน", "2 พัฒนาคุณภาพชีวิต")),
                                Cell(lines=("1 พัฒนาเศรษฐกิจฐานราก",), proposed=True),
                                Cell(lines=("2 เมืองน่าอยู่",)),
                                Cell(lines=("3 บริหารจัดการน้ำ",), proposed=True),
                                Cell(lines=("4 ด้านการสร้างโอกาสและความเสมอภาคทางสังคม",)),
                                Cell(lines=("11 เมืองและชุมชนที่ยั่งยืน",)),
                            ),
                        )
                        for issue in issues
                    ),
                    note="* โปรแกรมเสนอจากตารางเชื่อมโยง ยังไม่มีผู้ยืนยัน",
                ),
                StrategyMap(
                    key="map",
                    number="2.3",
                    title="แผนที่ยุทธศาสตร์",
                    layers=("ประเด็นการพัฒนาของ อปท.", "ประเด็นการพัฒนา อบจ.", "ยุทธศาสตร์ชาติ"),
                    nodes=tuple(nodes),
                    edges=tuple(edges),
                ),
                GoalTable(
                    key="goals",
                    number="2.4",
                    title="จุดมุ่งหมายและค่าเป้าหมายรายปี",
                    years=tuple(years),
                    issues=tuple(
                        IssueGoals(
                            issue=issue.uuid,
                            title=f"{issue.number}. {issue.title}",
                            goals=(
                                GoalRow(
                                    code="1.1",
                                    text="ประชาชนเข้าถึงโครงสร้างพื้นฐานที่ได้มาตรฐาน",
                                    indicator="ร้อยละของเส้นทางที่ได้มาตรฐาน",
                                    by_year=("60", "65", "70", "75", "80"),
                                    whole="80",
                                ),
                            ),
                        )
                        for issue in issues
                    ),
                    note="ค่าเป้าหมายตามกรอบ อบจ.ขอนแก่น",
                ),
                Shares(
                    key="shares",
                    number="2.5",
                    title="งบประมาณและโครงการตามประเด็น",
                    years=tuple(years),
                    rows=tuple(shares),
                ),
            ),
        ),
        Part(
            number=3,
            title="การนำแผนพัฒนาท้องถิ่นไปสู่การปฏิบัติ",
            items=(
                BookSection(
                    key="instructions",
                    number="3.1",
                    title="คำชี้แจง",
                    narrative=parse("แบบที่ใช้มีดังนี้\n\n- ผ.01\n- ผ.02"),
                ),
                *(
                    FormsItem(
                        key=number, number=f"3.{n}", title=f"แบบ {number}", form=number, tables=tuple(tables)
                    )
                    for n, (number, tables) in enumerate(forms.items(), 2)
                ),
            ),
        ),
        Part(
            number=4,
            title="การติดตามและประเมินผล",
            items=(
                BookSection(
                    key="follow", number="4.1", title="แนวทางการติดตาม", narrative=parse(long_text(2))
                ),
                CheckList(
                    key="check",
                    number="4.2",
                    title="รายการตรวจสอบตนเอง",
                    groups=(
                        CheckListGroup(
                            title="โครงการพัฒนา",
                            questions=(
                                "ชื่อโครงการชัดเจนและสอดคล้องกับวัตถุประสงค์หรือไม่",
                                "งบประมาณสอดคล้องกับเป้าหมายหรือไม่",
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
    return BookContent(
        title=f"{document.plan.title} ({document.plan.period.printed()})",
        edition="",
        organisation=document.organisation.name,
        cover=Cover(
            lines=(
                CoverLine("แผนพัฒนาท้องถิ่น", CoverWeight.TITLE),
                CoverLine(f"({document.plan.period.printed()})", CoverWeight.TITLE),
                CoverLine(document.organisation.name, CoverWeight.SUBTITLE),
                CoverLine("อำเภอเมืองขอนแก่น จังหวัดขอนแก่น", CoverWeight.PLAIN),
                CoverLine("งานวิเคราะห์นโยบายและแผน สำนักปลัด", CoverWeight.PLAIN),
            ),
            seal=None,
            qr_text=f"kkplanner:{document.plan.uuid}:{digest[:16]}",
            plan_uuid=document.plan.uuid,
            content_hash=digest,
        ),
        preface=Letter(
            key="preface",
            heading=("คำนำ",),
            narrative=parse(long_text(2)),
            signature=Signature(name="", position=f"นายก{document.organisation.name}"),
        ),
        parts=parts,
        announcement=Letter(
            key="announcement",
            heading=(f"ประกาศ{document.organisation.name}", "เรื่อง ประกาศใช้แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)"),
            narrative=parse(long_text(2)),
            closing="ประกาศ ณ วันที่ 1 กรกฎาคม พ.ศ. 2569",
            signature=Signature(name="นายสมชาย ใจดี", position=f"นายก{document.organisation.name}"),
        ),
        covering_letter=Letter(key="letter", heading=("หนังสือนำส่ง",), narrative=parse("เรียน นายอำเภอ")),
        appendix=(
            BookSection(
                key="minutes",
                number="ก",
                title="รายงานการประชุม",
                narrative=parse(f"รายงานการประชุมครั้งที่ 1/2569\n\n![ภาพการประชุม](picture:{PICTURE})"),
            ),
        ),
        pictures={PICTURE: BookPicture(uuid=PICTURE, media_type="image/jpeg", content=photo())},
    )


@pytest.fixture
def with_text(book: BookContent) -> Callable[[str], BookContent]:
    """A book of one section with this markup."""

    def make(markup: str) -> BookContent:
        section = BookSection(key="text", number="1.1", title="หัวข้อ", narrative=parse(markup))
        return replace(book, parts=(Part(number=1, title="สภาพทั่วไป", items=(section,)),))

    return make


@pytest.fixture
def write(tmp_path: Path, cutter) -> Write:
    def write_and_read(content: BookContent, **options: object) -> pypdf.PdfReader:
        path = tmp_path / "book.pdf"
        write_book(content, path, options=BookOptions(**options), cutter=cutter)
        return pypdf.PdfReader(path)

    return write_and_read
