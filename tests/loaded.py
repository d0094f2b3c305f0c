"""The questionnaires and all that is said, read once a process: no test changes them."""

from functools import cache

from bot.loading import Programme, load_programme


@cache
def loaded() -> Programme:
    """What an installation says and asks."""
    return load_programme()
