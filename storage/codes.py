import secrets
from collections.abc import Callable, Sequence

READ_ALOUD = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U, which are misread
COMPACT = "abcdefghijklmnopqrstuvwxyz0123456789"
LINKABLE = COMPACT + COMPACT[:26].upper()  # every letter may stand in a Telegram deep link

PERSON_LETTERS = 7  # 30^7: among 5,000 people of all installations a clash has odds of 1 to 1,700
PLACE_LETTERS = 5  # a Flashcoop or a CAE of this installation
INSTANCE_LETTERS = 8  # has to fit, with an ask id and a choice, in a button's 64 bytes
TAKE_LETTERS = 24
TOKEN_LETTERS = 32  # 190 bits; nobody guesses one


class Codes:
    """Random names for rows, none of them sequential or derived from a person.

    `choose` picks one of a sequence; tests give a seeded one.
    """

    def __init__(self, choose: Callable[[Sequence[str]], str] = secrets.choice) -> None:
        self._choose = choose

    def _letters(self, alphabet: str, count: int) -> str:
        return "".join(self._choose(alphabet) for _ in range(count))

    def person(self) -> str:
        """A person's code, such as FC-7K3Q9XW."""
        return "FC-" + self._letters(READ_ALOUD, PERSON_LETTERS)

    def cohort(self) -> str:
        """A Flashcoop's code, such as F-7K3Q9."""
        return "F-" + self._letters(READ_ALOUD, PLACE_LETTERS)

    def cae(self) -> str:
        """A CAE's code, such as C-7K3Q9."""
        return "C-" + self._letters(READ_ALOUD, PLACE_LETTERS)

    def instance(self) -> str:
        """An instance's code, short enough for a button."""
        return self._letters(COMPACT, INSTANCE_LETTERS)

    def take(self) -> str:
        """The name of a recorded clip, which says nothing about who spoke."""
        return self._letters(COMPACT, TAKE_LETTERS)

    def speaker(self) -> str:
        """The code of somebody who gives her voice; it travels with her takes."""
        return "V-" + self._letters(READ_ALOUD, PERSON_LETTERS)

    def token(self) -> str:
        """A one-use invitation."""
        return self._letters(LINKABLE, TOKEN_LETTERS)
