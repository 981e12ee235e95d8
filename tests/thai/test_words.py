from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.thai import words as words_module
from kkplanner.thai.clusters import clusters
from kkplanner.thai.engine import word_counts
from kkplanner.thai.likeliest import Word, general_prices, likeliest, prices_without_our_words
from kkplanner.thai.vocabulary import chosen_parts, counting_words, local_government_words, royal_names
from kkplanner.thai.word_cache import WordCache
from kkplanner.thai.words import (
    Segmenter,
    Unit,
    default_segmenter,
    segmenter_for,
    with_break_marks,
    without_break_marks,
)

NEVER_FIRST = re.compile("[\u0e30-\u0e3a\u0e45\u0e46\u0e47-\u0e4eฯ)\\]},.;:!?%”’»]")
NEVER_LAST = re.compile("[เแโใไ(\\[{“‘«]$")
NUMBER = re.compile("[0-9๐-๙]+(?:[.,/:x-][0-9๐-๙]+)*")
ROOT = Path(words_module.__file__).parents[2]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.fixture
def shared_segmenter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Segmenter:
    """`default_segmenter` with its cache in a folder of this test."""
    monkeypatch.setenv("KKPLANNER_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(words_module.atexit, "register", lambda _: None)
    memories = (words_module._cache_of_user, default_segmenter, words_module._segmenter_for)
    for memory in memories:
        memory.cache_clear()
    yield default_segmenter()
    for memory in memories:
        memory.cache_clear()


SEGMENTER = Segmenter()


def drawn(units: tuple[Unit, ...]) -> str:
    """`|` where a line may break, `_` where it may break at a space."""
    return "|".join(unit.text + "_" * unit.space_after for unit in units).removesuffix("_")


def joined(units: tuple[Unit, ...]) -> str:
    return "".join(unit.text + " " * unit.space_after for unit in units)


def assert_well_cut(units: tuple[Unit, ...], text: str) -> None:
    assert joined(units) == re.sub("[ \t\r\n\f\v]+", " ", re.sub("[\u200b\u2060\ufeff]", "", text)).strip(" ")
    for before, after in pairwise(units):
        assert not NEVER_FIRST.match(after.text), (before, after)
        assert not NEVER_LAST.search(before.text), (before, after)
        assert before.text == before.text.strip(" ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ก่อสร้างถนน คสล. หมู่ที่ 3", "ก่อสร้าง|ถนน_|คสล._|หมู่ที่ 3"),
        ("กว้าง 5.00 เมตร ยาว ๑,๒๕๐.๐๐ เมตร", "กว้าง_|5.00 เมตร_|ยาว_|๑,๒๕๐.๐๐ เมตร"),
        ("พ.ศ. ๒๕๗๑ - ๒๕๗๕", "พ.ศ. ๒๕๗๑ -_|๒๕๗๕"),
        ("ปี 2571", "ปี 2571"),
        ("ปีละ 2 ครั้ง เดือนละครั้ง", "ปีละ_|2 ครั้ง_|เดือนละ|ครั้ง"),
        ("หมู่บ้านละ 50 บาท", "หมู่บ้านละ_|50 บาท"),
        ("อุบัติเหตุลดลงร้อยละ 10", "อุบัติเหตุ|ลดลง|ร้อยละ 10"),
        ("มท 0810.3/ว 2770", "มท 0810.3/ว 2770"),
        ("ที่ มท ๐๘๑๐.๓/ว๒๗๗๐", "ที่_|มท ๐๘๑๐.๓/ว๒๗๗๐"),
        ("ร้อยละ 70 ของประชาชน", "ร้อยละ 70_|ของ|ประชาชน"),
        ("5.00 x 100.00 x 0.15 ม.", "5.00 x_|100.00 x_|0.15 ม."),
        ("เด็ก ๆ ต่าง ๆ ฯลฯ", "เด็ก ๆ_|ต่าง ๆ ฯลฯ"),
        ("- ก่อสร้าง (คสล.)", "- ก่อสร้าง_|(คสล.)"),
        ("1) จัดซื้อ", "1) จัดซื้อ"),
        ("1.เพื่อประชาชน", "1.เพื่อ|ประชาชน"),
        ("ณ วันที่ 1 ม.ค. 2570", "ณ วันที่ 1_|ม.ค._|2570"),
        ('โครงการ "คนไทย" ท่อ 4" ยาว', 'โครงการ_|"คนไทย"_|ท่อ_|4"_|ยาว'),
        ("3Rs:Reduce Reuse", "3Rs:Reduce_|Reuse"),
        ("แบบ ผ.02/1", "แบบ_|ผ.02/1"),
        ("ประชารัฐ", "ประชารัฐ"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_lines_break_where_a_reader_expects_it(segmenter: Segmenter, text: str, expected: str):
    assert drawn(segmenter.units(text)) == expected


# What a proof-reader marked in printed forms, and what the line ends should have been.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("โครงการชลประทาน", "โครงการ|ชลประทาน"),
        ("เส้นทางคมนาคม", "เส้นทาง|คมนาคม"),
        ("เดินทางได้สะดวก", "เดินทาง|ได้|สะดวก"),
        ("การดับเพลิง", "การดับเพลิง"),
        ("ตอบสนองความต้องการ", "ตอบสนอง|ความต้องการ"),
        ("ความสัมพันธ์อันดี", "ความสัมพันธ์|อันดี"),
        ("โครงการพัฒนา", "โครงการ|พัฒนา"),
        ("แนวทางการพัฒนา", "แนวทาง|การพัฒนา"),
        ("การพัฒนาการจัดการศึกษา", "การพัฒนา|การจัด|การศึกษา"),
        ("จัดการแข่งขันกีฬา", "จัด|การแข่งขัน|กีฬา"),
        ("พัฒนาการท่องเที่ยว", "พัฒนา|การท่องเที่ยว"),
        ("แผนงานการศาสนา", "แผนงาน|การศาสนา"),
        ("ทำให้การบริการดีขึ้น", "ทำให้|การบริการ|ดีขึ้น"),
        ("ภาควิชาการ", "ภาควิชาการ"),
        ("หัวหน้าส่วนราชการ", "หัวหน้า|ส่วนราชการ"),
        ("แหล่งน้ำสะอาด", "แหล่ง|น้ำสะอาด"),
    ],
)
def test_words_are_those_that_thai_texts_use(segmenter: Segmenter, text: str, expected: str):
    assert drawn(segmenter.units(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "พระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร",
            "พระบาทสมเด็จ|พระบรมชนกาธิเบศร_|มหาภูมิพลอดุลยเดชมหาราช_|บรมนาถบพิตร",
        ),
        (
            "พระบาทสมเด็จพระปรเมนทรรามาธิบดีศรีสินทรมหาวชิราลงกรณ พระวชิรเกล้าเจ้าอยู่หัว",
            "พระบาทสมเด็จ|พระปรเมนทรรามาธิบดี|ศรีสินทร|มหาวชิราลงกรณ_|พระวชิรเกล้าเจ้าอยู่หัว",
        ),
        (
            "สมเด็จพระนางเจ้าสิริกิติ์ พระบรมราชินีนาถ พระบรมราชชนนีพันปีหลวง",
            "สมเด็จพระนางเจ้า|สิริกิติ์_|พระบรมราชินีนาถ_|พระบรมราชชนนีพันปีหลวง",
        ),
        (
            "สมเด็จพระนางเจ้าสุทิดา พัชรสุธาพิมลลักษณ พระบรมราชินี",
            "สมเด็จพระนางเจ้า|สุทิดา_|พัชรสุธาพิมลลักษณ_|พระบรมราชินี",
        ),
        (
            "สมเด็จพระกนิษฐาธิราชเจ้า กรมสมเด็จพระเทพรัตนราชสุดาฯ สยามบรมราชกุมารี",
            "สมเด็จพระกนิษฐาธิราชเจ้า_|กรมสมเด็จพระเทพรัตนราชสุดาฯ_|สยามบรมราชกุมารี",
        ),
    ],
)
def test_royal_names_are_parted_between_titles_only(segmenter: Segmenter, text: str, expected: str):
    assert drawn(segmenter.units(text)) == expected


def test_each_royal_name_of_the_list_is_whole(segmenter: Segmenter):
    for name in royal_names():
        assert drawn(segmenter.units(f"และ {name} และ")) == f"และ_|{name}_|และ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("จำนวน 96 คน", "จำนวน_|96 คน"),
        ("๙ แห่ง", "๙ แห่ง"),
        ("ยาว 4.00 เมตร", "ยาว_|4.00 เมตร"),
        ("พื้นที่ 26 อำเภอ", "พื้นที่_|26 อำเภอ"),
        ("ภายใน 5 วันที่ 3", "ภายใน_|5_|วันที่ 3"),  # วันที่ is another word than วัน
        ("100 คนในหมู่บ้าน", "100 คน|ใน|หมู่บ้าน"),
        ("พ.ศ. 2571 ปี", "พ.ศ. 2571_|ปี"),  # the number is a name, it counts nothing
        ("2. เพื่อให้ประชาชน", "2. เพื่อให้|ประชาชน"),
        ("1. อบรม 2. ติดตาม", "1. อบรม_|2. ติดตาม"),
    ],
)
def test_numbers_stay_with_what_they_count(segmenter: Segmenter, text: str, expected: str):
    assert drawn(segmenter.units(text)) == expected


def test_every_counting_word_stays_with_its_number(segmenter: Segmenter):
    for word in counting_words():
        assert drawn(segmenter.units(f"จำนวน 12 {word}")) == f"จำนวน_|12 {word}"
        assert segmenter.fine(f"12 {word}")[0] == "12 "  # given up where the column is too narrow


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ก่อสร้างถนนคอนกรีตเสริมเหล็ก", "ก่อสร้าง|ถนน|คอนกรีต|เสริมเหล็ก"),
        ("เพื่อให้องค์การบริหารส่วนตำบลมี", "เพื่อให้|องค์การ|บริหาร|ส่วนตำบล|มี"),
        ("นายกองค์การบริหารส่วนจังหวัด", "นายก|องค์การ|บริหาร|ส่วนจังหวัด"),
        ("องค์กรปกครองส่วนท้องถิ่น", "องค์กร|ปกครอง|ส่วนท้องถิ่น"),
        ("เศรษฐกิจพอเพียง", "เศรษฐกิจ|พอเพียง"),
        ("ทรัพยากรธรรมชาติ", "ทรัพยากร|ธรรมชาติ"),
        ("สถานประกอบการ", "สถานประกอบการ"),
    ],
)
def test_long_compounds_are_offered_in_their_parts(segmenter: Segmenter, text: str, expected: str):
    assert drawn(segmenter.units(text)) == expected


@pytest.mark.parametrize(
    "whole",
    [
        "๑,๒๕๐,๐๐๐",
        "5.00",
        "1,250,000.-",
        "พ.ศ. ๒๕๗๑",
        "หมู่ที่ 3",
        "5.00x100.00",
        "08.30-16.30",
        "0+000",
        "ตร.ม.",
        "70%",
    ],
)
def test_numbers_and_sizes_are_never_split(segmenter: Segmenter, whole: str):
    for text in (whole, f"ยาว {whole} ตามแบบ", f"ถนนสาย{whole}ตามแบบ"):
        assert any(whole in unit.text for unit in segmenter.units(text)), text


@given(st.one_of(st.text(), st.text('กขคมศพรนทเแโไะาำัิี่้์ๆฯ๑๒15.,-()"“” /x\u00a0\u200bAb', max_size=40)))
def test_units_keep_every_character_and_the_rules(text: str):
    units = SEGMENTER.units(text)
    assert_well_cut(units, text)
    for unit in units:
        assert "".join(SEGMENTER.fine(unit.text)) == unit.text


@given(
    st.lists(
        st.sampled_from(["ถนน", "หมู่ที่", "๑,๒๕๐,๐๐๐", "5.00", "(", ")", " ", "พ.ศ.", "2571", "ๆ", "-", "คสล."]),
        max_size=12,
    )
)
def test_no_number_is_cut_in_any_company(parts: list[str]):
    text = "".join(parts)
    units = SEGMENTER.units(text)
    assert_well_cut(units, text)
    whole = [number for unit in units for number in NUMBER.findall(unit.text)]
    assert whole == NUMBER.findall(joined(units))


def test_the_text_of_the_province_is_well_cut(segmenter: Segmenter, shared_dir: Path):
    text = next((shared_dir / "seeds").glob("004_*.txt")).read_text(encoding="utf-8")
    count = 0
    for line in filter(str.strip, text.split("\n")):
        units = segmenter.units(line)
        assert_well_cut(units, line)
        numbers = NUMBER.findall(joined(units))
        assert [number for unit in units for number in NUMBER.findall(unit.text)] == numbers
        count += len(units)
    assert count > 10_000


def test_the_cells_of_a_real_plan_are_well_cut(segmenter: Segmenter, real_truth: list[dict[str, object]]):
    texts = [value for row in real_truth for value in row.values() if isinstance(value, str)]
    for line in {line for text in texts for line in text.split("\n")}:
        assert_well_cut(segmenter.units(line), line)


def test_a_unit_too_wide_is_cut_finer(segmenter: Segmenter):
    assert segmenter.fine("พ.ศ. ๒๕๗๑") == ("พ.ศ. ", "๒๕๗๑")
    assert segmenter.fine("องค์การบริหารส่วนจังหวัด") == ("องค์การ", "บริหาร", "ส่วนจังหวัด")
    assert segmenter.fine("แผนพัฒนาเศรษฐกิจ") == ("แผน", "พัฒนา", "เศรษฐกิจ")
    assert segmenter.fine("เศรษฐกิจ") == ("เศรษฐ", "กิจ")
    assert segmenter.fine("กองสาธารณสุขและสิ่งแวดล้อม") == ("กองสาธารณสุข", "และ", "สิ่งแวดล้อม")
    assert segmenter.fine("กองสาธารณสุข") == ("กอง", "สาธารณสุข")
    assert segmenter.fine("สำนักการศึกษา") == ("สำนัก", "การศึกษา")
    assert segmenter.fine("การศึกษา") == ("การ", "ศึกษา")
    assert segmenter.fine("ฝ่ายอำนวยการ")[0] == "ฝ่าย"
    assert segmenter.fine("สะดวก") == ("สะ", "ดวก")
    assert segmenter.fine("เทศบาลฯ") == ("เทศ", "บาลฯ")
    assert segmenter.fine("1,250,000บาท") == ("1,250,000", "บาท")
    assert segmenter.fine("น้ำ") == ("น้ำ",)
    assert segmenter.fine("ABC") == ("A", "B", "C")


def test_words_leave_blanks_and_punctuation_out(segmenter: Segmenter):
    assert segmenter.words("ก่อสร้างถนน  คสล. (หมู่ที่ 3)\nและประปา") == (
        *("ก่อสร้าง", "ถนน", "คสล.", "หมู่", "ที่", "3", "และ", "ประปา"),
    )


def test_words_of_the_user_are_kept_whole():
    name = "บ้านคำม่วงสว่างวัฒนา"
    assert len(Segmenter().units(name)) > 1
    assert drawn(Segmenter([name]).units(f"โรงเรียน{name}")) == f"โรงเรียน|{name}"


def test_long_words_of_the_user_too(segmenter: Segmenter):
    name = "บ้านหนองแสนสุขพัฒนาใต้"
    own = segmenter_for([name])
    assert own is segmenter_for((name,)) is not segmenter_for([name, "บ้านใหม่ไชยพร"])
    assert drawn(own.units(f"ถนนสาย{name}")) == f"ถนน|สาย|{name}"
    assert segmenter_for([]) is default_segmenter()


def test_each_word_of_the_lexicon_is_needed_and_works(segmenter: Segmenter):
    general, counts = prices_without_our_words(), word_counts()
    lexicon = local_government_words()
    assert len(lexicon) > 100
    for word in lexicon:
        # The dictionary lacks it, or the corpus does, and other words would be preferred.
        lacking = likeliest(word, general) != [Word(word, known=True)]
        assert lacking or word not in counts, word
        assert drawn(segmenter.units(f"และ {word} และ")) == f"และ_|{word}_|และ"


def test_the_dictionary_alone_breaks_the_rules_of_typesetting():
    def cut(text: str) -> list[str]:
        return [word.text for word in likeliest(text, general_prices())]

    assert "ๆ" in cut("เด็กๆ")  # a line would begin with ๆ
    assert cut("พ.ศ. ๒๕๗๑") == ["พ.ศ.", " ", "๒๕๗๑"]
    assert cut("หญ้าซฌฃ") == ["หญ้า", "ซ", "ฌ", "ฃ"]


@given(st.text("กนมราสอบคดเโัิ่้็ๆฯ. 1๒aB-", max_size=40))
def test_words_give_the_text_back(text: str):
    assert "".join(word.text for word in likeliest(text, general_prices())) == text


@given(st.text("กปเแไาะำัี่์ๆ AB12\u0301\n", max_size=30))
def test_clusters_keep_marks_with_their_letters(text: str):
    pieces = clusters(text)
    assert "".join(pieces) == text
    for before, after in pairwise(pieces):
        assert not re.match("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0301]", after) or before[-1] in "ๆ \n", (
            before,
            after,
        )
        assert before[-1] not in "เแไ"


def test_clusters_of_words():
    assert clusters("น้ำเปล่า") == ["น้ำ", "เป", "ล่า"]
    assert clusters("เก้าอี้") == ["เก้า", "อี้"]


def test_break_marks_for_widgets_that_cannot_break_thai(shared_segmenter: Segmenter):
    text = "ก่อสร้างถนน หมู่ที่ 3\nโครงการ"
    assert with_break_marks(text) == "ก่อสร้าง\u200bถนน หมู่ที่\u00a03\nโครงการ"
    assert without_break_marks(with_break_marks(text)) == text


def test_several_threads_share_one_segmenter():
    shared = Segmenter()
    texts = [f"โครงการก่อสร้างถนนสายที่ {number}" for number in range(40)]
    results: list[list[tuple[Unit, ...]]] = []
    threads = [
        threading.Thread(target=lambda: results.append([shared.units(text) for text in texts]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all(result == results[0] for result in results)


TEXTS = ["ก่อสร้างถนน คสล. หมู่ที่ 3", "แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๗๑"]
PROGRAM = """
import sys
from pathlib import Path
from kkplanner.thai.word_cache import WordCache
from kkplanner.thai.words import Segmenter, default_segmenter
segmenter = default_segmenter()
for text in sys.argv[1:]:
    print([segmenter.fine(unit.text) for unit in segmenter.units(text)], segmenter.words(text))
print("pythainlp" in sys.modules)
"""


def run(folder: Path, *texts: str) -> list[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHAINLP")}
    environment |= {
        "KKPLANNER_CACHE_DIR": str(folder / "cache"),
        "HOME": str(folder),
        "USERPROFILE": str(folder),
    }
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, *texts],
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


def test_a_second_run_does_not_load_pythainlp(tmp_path: Path):
    first = run(tmp_path, *TEXTS)
    second = run(tmp_path, *TEXTS)
    assert first[-1] == "True"
    assert second[-1] == "False"
    assert first[:-1] == second[:-1]
    assert run(tmp_path, *TEXTS, "ข้อความใหม่")[-1] == "True"
    # pythainlp makes a folder in the user's home unless it is told not to.
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_importing_the_room_loads_nothing_heavy(tmp_path: Path):
    modules = [
        f"kkplanner.thai.{path.stem}"
        for path in (ROOT / "kkplanner" / "thai").glob("*.py")
        if path.stem != "__init__"
    ]
    code = f"import sys, {', '.join(modules)}; print(sorted({{'pythainlp', 'platformdirs', 'sqlite3'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_cache_follows_the_words(tmp_path: Path):
    name = "บ้านคำม่วงสว่างวัฒนา"
    store = WordCache(tmp_path / "words.bin")
    plain = Segmenter(cache=store).units(name)
    assert Segmenter([name], cache=store).units(name) == (Unit(name, space_after=False),)
    assert Segmenter(cache=store).units(name) == plain != (Unit(name, space_after=False),)


def test_the_cache_serves_plans_whose_names_are_not_in_the_text(tmp_path: Path):
    path = tmp_path / "words.bin"
    store = WordCache(path)
    Segmenter(["บ้านหนองใหม่"], cache=store).units("ก่อสร้างถนน")
    store.flush()
    size = path.stat().st_size
    Segmenter(["บ้านโนนสูง"], cache=store).units("ก่อสร้างถนน")
    store.flush()
    assert path.stat().st_size == size


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("พระปรเมนทรรามาธิบดี", ("พระปรเมนทร", "รามาธิบดี")),
        ("พระศรีนครินทราบรมราชชนนี", ("พระศรีนครินทรา", "บรมราชชนนี")),
        ("สาธารณสุขฯ", ("สาธารณ", "สุขฯ")),
    ],
)
def test_a_name_too_wide_for_its_column_is_parted_where_the_list_says(segmenter: Segmenter, name, parts):
    assert tuple(segmenter.fine(name)) == parts


def test_no_chosen_part_is_a_stub():
    assert all(len(part) >= 3 for parts in chosen_parts().values() for part in parts)
