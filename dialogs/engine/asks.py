"""Ask ids: which question, as it was put that time, an event answers."""

from dataclasses import dataclass

LANGUAGE = "!language"


@dataclass(frozen=True, slots=True)
class AskId:
    """The parts of `<n>.<step>`, `<n>.<step>?` (a confirmation) or `<n>.!language`."""

    number: int
    step: str
    confirming: bool = False


def parse(ask: str) -> AskId | None:
    """The parts of an ask id; None for what is not one (a forged or mangled button)."""
    number, dot, step = ask.partition(".")
    if not (dot and number.isascii() and number.isdigit() and step):
        return None
    return AskId(int(number), step.removesuffix("?"), step.endswith("?"))
