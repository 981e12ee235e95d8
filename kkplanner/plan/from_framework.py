"""Start a plan's own ประเด็น and แนวทาง as a copy of a policy framework's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.plan.model import Approach, Issue, Link

if TYPE_CHECKING:
    from kkplanner.framework import Framework


def issues_from_framework(framework: Framework) -> tuple[Issue, ...]:
    """One issue for each node of the framework's first level, linked to it and confirmed.

    The copy is a choice of the user's, so its links need no further confirmation.
    """
    return tuple(
        Issue(
            number=node.code,
            title=node.text,
            approaches=tuple(
                Approach(number=child.code, title=child.text)
                for child in framework.children(node.code)
                if child.level == "approach"
            ),
            links=(Link(framework=framework.id, code=node.code, confirmed=True),),
        )
        for node in framework.nodes_at("issue")
    )
