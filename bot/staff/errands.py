"""What somebody of the staff wants, and where she is answered: in private, wherever she asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.staff import rights
from bot.turns.conversation import Conversation
from storage import outbox
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Errand:
    """A word of hers in a turn; `at` is the row id of her own address."""

    conversation: Conversation
    who: Person
    at: int

    @property
    def db(self) -> Database:
        """The database, in the turn's transaction."""
        return self.conversation.db

    @property
    def now(self) -> datetime:
        """The moment of the turn."""
        return self.conversation.now

    def say(self, words: str, about: Iterable[Person] = (), **told: object) -> None:
        """Tell her something of `bot.staff.words`; `about` are the people it names, so that it goes with them."""
        codes = {"people": [each.code for each in about]}
        say_at(self.conversation, self.at, words, self.who.id, **codes, **told)

    def flashcoop(self, word: str, code: str) -> Cohort | None:
        """The Flashcoop a word is about: the named one, or her only one; None where she was told why not, or asked."""
        hers = rights.flashcoops(self.db, self.who, word)
        named = [each for each in hers if each.code == code] if code else hers
        if len(named) == 1:
            return named[0]
        if not named:
            self.say("not_yours" if code else "no_flashcoop")
        else:
            self.say("which", word=word, cohorts=[[each.code, each.name] for each in named])
        return None


def say_at(conversation: Conversation, address_id: int, words: str, person_id: int | None, **told: object) -> None:
    """Put something of `bot.staff.words` at an address."""
    body = {"kind": "staff", "words": words, **told}
    wanted = outbox.Wanted(body, "skip", person_id, conversation.row.id)
    outbox.put_intent(conversation.db, address_id, wanted, conversation.now)
