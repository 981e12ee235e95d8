"""Find templates by what people say: names, keywords and titles, tolerant of spelling."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.likeness import contained, likeness
from kkplanner.drafting.pattern import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.drafting.template import Template

_LEAST: Final = 0.4  # below it a template has nothing to do with what was asked
_TITLE: Final = 0.85  # a title says many things; its match counts a little less than a name's or keyword's
_ITS_NAME: Final = 1.5  # asked for by its very name
_PREFERRED: Final = 0.35  # what being under the best suggested approach is worth


def search_templates(
    asked: str, templates: Iterable[Template], preferred: Mapping[str, float] | None = None
) -> tuple[Template, ...]:
    """Templates that speak of what was asked, best first; all of them, in their order, where nothing was.

    `preferred` are codes of approaches or measures with how far the caller trusts them (0 to 1): what a
    suggester made of the same words. They lift templates that match, and speak alone where none matches.
    """
    many = tuple(templates)
    if not asked.strip():
        return many
    trust = [_trust(template, preferred or {}) for template in many]
    scored = [(_wording(asked, template), place) for place, template in enumerate(many)]
    met = [(said + _PREFERRED * trust[place], place) for said, place in scored if said >= _LEAST]
    # Nothing is called like that: what stands under the suggested approaches may be what is meant.
    found = met or [(trust[place], place) for _said, place in scored if trust[place]]
    return tuple(many[place] for _score, place in sorted(found, key=lambda one: (-one[0], one[1])))


def under(templates: Iterable[Template], code: str) -> tuple[Template, ...]:
    """Templates whose measure is `code` or stands below it ("1", "1.1" or "1.1.1")."""
    return tuple(each for each in templates if each.measure == code or each.measure.startswith(f"{code}."))


def _wording(asked: str, template: Template) -> float:
    names, titles = _phrases(template)
    if likeness(asked, template.name) == 1:
        return _ITS_NAME
    said = [_match(asked, name) for name in names]
    said += [_TITLE * _match(asked, title) for title in titles]
    return max(said)


def _trust(template: Template, preferred: Mapping[str, float]) -> float:
    parts = template.measure.split(".")
    return max(preferred.get(".".join(parts[:length]), 0.0) for length in range(1, len(parts) + 1))


def _match(asked: str, phrase: str) -> float:
    """Mostly whether the phrase says all that was asked; then how little else it says."""
    return max(0.75 * contained(asked, phrase), 0.7 * contained(phrase, asked)) + 0.25 * likeness(
        asked, phrase
    )


@lru_cache(4096)
def _phrases(template: Template) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and keywords, and the plain words of title and target."""
    said = tuple(" ".join(piece.text for piece in pieces(text)) for text in (template.title, template.target))
    return (template.name, *template.keywords), said
