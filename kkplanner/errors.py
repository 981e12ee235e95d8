"""What a user can cause and mend: the root of every error that is shown as a sentence, not as a traceback.

A room defines its own named subclasses beside the code that raises them. Anything that is not a
`UserError` is a bug of the program: it is logged with its traceback and leaves the document untouched.
"""

from __future__ import annotations


class UserError(Exception):
    """A fault with a way out. `sentence` is Thai and says what happened, what is safe and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class WrongUsageError(UserError):
    """What was asked for does not exist or contradicts itself; nothing was done. Ask otherwise and it works.

    The command line ends with status 2 for these, and with 3 for every other `UserError`.
    """
