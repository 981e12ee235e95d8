"""The book from cover to appendix as one story of flowables, and what its contents list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from kkplanner.exchange.book_content import (
    BookItem,
    BookSection,
    CheckList,
    FormsItem,
    GoalTable,
    Letter,
    LinkageTable,
    Part,
    Shares,
    StrategyMap,
)
from kkplanner.exchange.pdf.book import items
from kkplanner.exchange.pdf.book.contents import ContentsLine, Entry
from kkplanner.exchange.pdf.book.cover import CoverPage
from kkplanner.exchange.pdf.book.flow import Stack, Words, measured
from kkplanner.exchange.pdf.book.letter import letter_flowables
from kkplanner.exchange.pdf.book.look import LANDSCAPE_MARGINS, TEXT_MARGINS
from kkplanner.exchange.pdf.book.strategy_map import StrategyMapDrawing
from kkplanner.exchange.pdf.document import PageKind
from kkplanner.exchange.pdf.form_story import FormSetter, RowCount
from kkplanner.thai.digits import in_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kkplanner.exchange.book_content import BookContent
    from kkplanner.exchange.pdf.book.narrative_flow import NarrativeSetter
    from kkplanner.exchange.pdf.book.options import BookOptions
    from kkplanner.exchange.pdf.book.pages import PageKinds, Whereabouts
    from kkplanner.forms.table import FormTable

PART_WORD = "ส่วนที่"
CONTENTS = "สารบัญ"
LIST_OF_TABLES = "สารบัญตาราง"
PAGE_HEAD = "หน้า"
APPENDIX = "ภาคผนวก"

FRONT = PageKind("portrait", margins=TEXT_MARGINS, front=True)
COVER = PageKind("portrait", margins=TEXT_MARGINS, foot=False, front=True)
OPENING = PageKind("portrait", margins=TEXT_MARGINS)

_WIDE = LinkageTable | GoalTable | StrategyMap
"""What stands on landscape pages."""

# A text lower than this share of its page, between two landscape pages, stands on one of them.
_SHORT_TEXT = 0.5
_ABOVE_TITLE = 14.0
_AFTER_TITLE = 5.0


@dataclass
class BookStory:
    """Puts the pieces in order and remembers what the contents list."""

    content: BookContent
    options: BookOptions
    setter: NarrativeSetter
    kinds: PageKinds
    whereabouts: Whereabouts
    count: RowCount
    entries: list[Entry] = field(default_factory=list)
    tables: list[Entry] = field(default_factory=list)
    _keys: int = 0
    _begun: bool = False  # whether there is a page yet
    _kind: PageKind | None = None  # of the page where the story stands; None: not one to write on

    def whole(self, parts: Sequence[Part]) -> list[Flowable]:
        """Cover, preface, contents, parts, announcement, appendix."""
        content = self.content
        cover = [*self._page(COVER), self._cover()]
        # The contents are known when everything after them is made; the pages stand in printed order.
        preface = list(self._letter(content.preface, FRONT))
        contents_pages = self._page(FRONT, fresh=True)
        rest = [
            *self.parts(parts),
            *self._letter(content.announcement, OPENING),
            *self._appendix(),
        ]
        return [*cover, *preface, *contents_pages, *self._contents(), *rest]

    def parts(self, parts: Sequence[Part]) -> Iterator[Flowable]:
        """The parts, each from a new page."""
        for part in parts:
            yield from self._part(part)

    def forms(self, parts: Sequence[Part]) -> Iterator[Flowable]:
        """The forms of the parts alone."""
        for part in parts:
            for item in part.items:
                if isinstance(item, FormsItem):
                    yield from self._forms(item, level=0)

    @property
    def listed(self) -> list[str]:
        """Keys of all places whose page numbers the contents show."""
        if not self.options.whole:
            return []
        return [entry.key for entry in (*self.entries, *self.tables)]

    def _cover(self) -> Flowable:
        seal = self.content.pictures.get(self.content.cover.seal or "")
        return CoverPage(
            self.content.cover,
            seal.content if seal else None,
            self.setter.look,
            self.setter.cutter,
            self.options.text_digits,
        )

    def _page(self, kind: PageKind, *, fresh: bool = False) -> list[Flowable]:
        """What brings the story to a page of this kind; `fresh`: to a new one in any case."""
        if kind == self._kind and not fresh:
            return []
        name = self.kinds.template(kind)
        started, self._begun, self._kind = self._begun, True, kind
        return [NextPageTemplate(name), PageBreak()] if started else []

    def _place(self, text: str, level: int, entry: Entry | None = None) -> Flowable:
        """A mark for links and outline. `entry` is a line of the contents, keyed by the mark."""
        self._keys += 1
        key = f"k{self._keys}"
        if entry is not None:
            self.entries.append(entry._replace(key=key))
        return self.whereabouts.mark(key, self._in_text(text), level)

    def _in_text(self, text: str) -> str:
        return in_style(text, self.options.text_digits)

    def _letter(self, letter: Letter, kind: PageKind) -> Iterator[Flowable]:
        if not letter.narrative and not letter.heading:
            return
        title = letter.heading[0] if letter.heading else letter.key
        title = " ".join(letter.heading[:2]) if kind is OPENING else title
        yield from self._page(kind, fresh=True)
        mark = self._place(title, 0, Entry("", "", self._in_text(title), 0))
        yield from letter_flowables(letter, self.setter, [mark])

    def _part(self, part: Part) -> Iterator[Flowable]:
        look, cutter = self.setter.look, self.setter.cutter
        number = f"{PART_WORD} {part.number}"
        title = f"{number} {part.title}"
        yield from self._page(OPENING, fresh=True)
        body = PageKind("portrait", margins=TEXT_MARGINS, head=(title, self.content.organisation))
        yield NextPageTemplate(self.kinds.template(body))
        self._kind = body
        mark = self._place(title, 0, Entry("", "", self._in_text(title), 0))
        heads: list[Flowable] = [
            mark,
            Words(self._in_text(number), look.part_title, cutter),
            Words(self._in_text(part.title), look.part_title, cutter, after=18.0),
        ]
        wide = PageKind("landscape", margins=LANDSCAPE_MARGINS, head=(title, self.content.organisation))
        # Boxes without a line between them say nothing.
        shown = [item for item in part.items if not isinstance(item, StrategyMap) or item.edges]
        for number_in_part, item in enumerate(shown):
            following = shown[number_in_part + 1] if number_in_part + 1 < len(shown) else None
            if isinstance(item, FormsItem):
                if heads:
                    yield Stack(heads)
                yield from self._forms(item, level=1)
            elif isinstance(item, _WIDE):
                if heads:
                    yield Stack(heads)
                yield from self._page(wide, fresh=isinstance(item, StrategyMap))
                yield from self._wide_item(item, wide.frame)
            else:
                made = list(self._text_item(item, heads))
                if self._kind != wide or not isinstance(following, _WIDE) or not _is_short(made, body.frame):
                    yield from self._page(body)
                yield from made
            heads = []
        if heads:
            yield Stack(heads)

    def _heads(self, item: BookItem) -> list[Flowable]:
        """Mark and title of an item."""
        title = f"{item.number} {item.title}".strip()
        entry = Entry("", self._in_text(item.number), self._in_text(item.title), 1)
        mark = self._place(title, 1, entry)
        words = Words(
            self._in_text(title), self.setter.look.section_title, self.setter.cutter, after=_AFTER_TITLE
        )
        mark.spaceBefore = _ABOVE_TITLE
        return [mark, words]

    def _text_item(self, item: BookItem, above: list[Flowable]) -> Iterator[Flowable]:
        heads = [*above, *self._heads(item)]
        match item:
            case BookSection():
                yield from self.setter.flowables(item.narrative.blocks, heads)
            case Shares():
                self._list_table()
                yield from items.shares(item, heads, self.setter)
            case CheckList():
                yield from items.check_list(item, heads, self.setter)
            case _:
                raise TypeError(f"no way to set {type(item).__name__}")

    def _wide_item(
        self, item: LinkageTable | GoalTable | StrategyMap, frame: tuple[float, float]
    ) -> Iterator[Flowable]:
        heads = self._heads(item)
        match item:
            case LinkageTable():
                self._list_table()
                yield from items.linkage(item, heads, self.setter, frame)
            case GoalTable():
                self._list_table()
                yield from items.goals(item, heads, self.setter, frame)
            case StrategyMap():
                setter = self.setter
                drawing = StrategyMapDrawing(item, setter.look, setter.cutter, setter.tables.digits)
                yield Stack([*heads, drawing])

    def _list_table(self) -> None:
        """The mark of the item just begun serves the list of tables as well."""
        self.tables.append(self.entries[-1]._replace(level=0))

    def _forms(self, item: FormsItem, *, level: int) -> Iterator[Flowable]:
        """A form; its own mark is the item's, its tables stand in the list of tables."""
        begun, self._begun, self._kind = self._begun, True, None

        def mark(_: str, text: str, at: int) -> Flowable:
            if at == level:
                number = self._in_text(item.number)
                return self._place(text, at, Entry("", number, self._in_text(item.title), 1))
            place = self._place(text, at)
            self.tables.append(Entry(f"k{self._keys}", "", self._in_text(text), 0))
            return place

        setter = FormSetter(
            fonts=self.setter.look.fonts,
            cutter=self.setter.cutter,
            digits=self.options.table_digits,
            kind_of=_form_kind,
            template=self.kinds.template,
            count=self.count,
            page_totals=self.options.page_totals,
            mark=mark,
            level=level,
        )
        if not begun and item.tables:
            self.kinds.template(_form_kind(item.tables[0]))
        yield from setter.story(item.tables, begun=not begun)

    def _appendix(self) -> Iterator[Flowable]:
        look, cutter = self.setter.look, self.setter.cutter
        heads: list[Flowable] = []
        for number, section in enumerate(self.content.appendix):
            if not number:
                yield from self._page(OPENING, fresh=True)
                heads = [
                    self._place(APPENDIX, 0, Entry("", "", APPENDIX, 0)),
                    Words(APPENDIX, look.part_title, cutter, after=18.0),
                ]
            heads += self._heads(section)
            yield from self.setter.flowables(section.narrative.blocks, heads)
            heads = []

    def _contents(self) -> Iterator[Flowable]:
        yield from self._listing(CONTENTS, self.entries)
        if self.tables:
            yield NextPageTemplate(self.kinds.template(FRONT))
            yield PageBreak()
            yield from self._listing(LIST_OF_TABLES, self.tables)

    def _listing(self, title: str, entries: Sequence[Entry]) -> Iterator[Flowable]:
        look, cutter = self.setter.look, self.setter.cutter
        yield Stack(
            [
                self._place(title, 0),
                Words(title, look.letter_heading, cutter, after=6.0),
            ]
        )
        yield Words(PAGE_HEAD, look.right_bold, cutter)
        for entry in entries:
            part = entry.level == 0 and entries is self.entries
            style = look.marker_bold if part else look.marker
            yield ContentsLine(entry, style, cutter, before=5.0 if part else 0.0)


def _form_kind(table: FormTable) -> PageKind:
    """Forms between the text: landscape ones are bound at their top."""
    margins = LANDSCAPE_MARGINS if table.orientation == "landscape" else TEXT_MARGINS
    return PageKind(table.orientation, table.stamp, margins)


def _is_short(flowables: Sequence[Flowable], frame: tuple[float, float]) -> bool:
    """Whether a text would leave most of a page of its own empty."""
    width, height = frame
    return measured(flowables, width, height)[0] < height * _SHORT_TEXT
