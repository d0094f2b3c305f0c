"""Several names in one field, as people write them."""

import re

# The Arabic semicolon stands on keyboards where ours does not. A comma may stand inside a name and its role.
BETWEEN = re.compile(r"[;؛\n]")


def read_several(text: str) -> list[str]:
    """The parts of a text between semicolons of either script or ends of lines, without those that are empty."""
    return [part.strip() for part in BETWEEN.split(text) if part.strip()]
