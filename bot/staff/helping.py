"""Calls for a person, in the chat of those who lead."""

from bot.staff.errands import Errand


def waiting(errand: Errand, code: str) -> None:
    """The calls that are open in a Flashcoop."""
    errand.flashcoop("aide", code)


def take(errand: Errand, argument: str) -> None:
    """She answers one."""
    del errand, argument


def close(errand: Errand, argument: str) -> None:
    """One is settled."""
    del errand, argument
