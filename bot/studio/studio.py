"""Somebody's studio: which list she is at, who speaks, what that speaker allows, and what comes of each take.

Pure rows, in a transaction that is open: turns and the console come here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from bot.archives.withdrawing import Withdrawn, withdraw
from bot.loading import Programme
from bot.studio.lists import SAID_ANYWHERE, Item, Sheet, sheet, sheets
from bot.studio.releasing import CHOICES, YEARS, wording
from storage import media
from storage.codes import Codes
from storage.database import Database
from storage.ledger import Ledger
from storage.people import Person
from storage.refusals import Refused
from storage.voices import places, recorded, speakers
from storage.voices.places import Place
from storage.voices.recorded import Recorded, Words
from storage.voices.speakers import Release, Speaker

N_ = str  # marks what is translated where it is shown
UNKNOWN_LIST = N_("Cette liste n'existe pas dans cette langue.")
NOT_RELEASED = N_("Dites d'abord où cette voix peut servir.")
GONE = N_("Cette prise n'est plus là.")
NO_VOICE = N_("Aucune voix n'est enregistrée ici.")
NOT_HERS = N_("Cette voix n'est pas d'ici.")
# A « yes » that was recorded belongs to the choice that is touched after it, not to one of another day.
JUST_SAID = timedelta(hours=1)
LONGEST_DIALECT = 40  # letters of a word or two


@dataclass(frozen=True, slots=True)
class Standing:
    """A list and how many of its items are done."""

    sheet: Sheet
    done: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands before who speaks: an item of a list, None where nothing is left; her last take of it, if any."""

    place: Place
    sheet: Sheet
    item: Item | None
    done: int
    take: Recorded | None


@dataclass
class Studio:
    """The studio of somebody of the team, in a transaction; what she changes is read anew."""

    db: Database
    codes: Codes
    programme: Programme
    who: Person
    now: datetime

    # Who speaks

    @property
    def place(self) -> Place | None:
        """Where she stands, None before she has begun."""
        return places.place(self.db, self.who.id)

    @property
    def speaker(self) -> Speaker | None:
        """Who speaks now: herself, or whom she lends her telephone; None while she has never been asked."""
        at = self.place
        guest = speakers.by_id(self.db, at.speaker_id) if at and at.speaker_id else None
        return guest or speakers.known(self.db, self.who.id)

    @property
    def released(self) -> bool:
        """Whether who speaks lets her voice be used, today."""
        speaker = self.speaker
        given = speakers.released(self.db, speaker.id) if speaker else None
        return given is not None and given.holds(self.now)

    def guests(self) -> list[Speaker]:
        """Those of her CAE who spoke on somebody's telephone, the newest first."""
        return speakers.guests(self.db, self.who.cae_id)

    def somebody_else(self, dialect: str = "") -> Speaker:
        """Another person speaks from now on: a new speaker, whose release is to be asked."""
        made = speakers.add_speaker(self.db, self.codes, self.who.cae_id, self.now, dialect=dialect[:LONGEST_DIALECT])
        self._lend(made)
        return made

    def speaks(self, code: str) -> None:
        """Somebody who spoke before speaks again; "" is herself. Raises Refused for a voice of elsewhere."""
        if not code:
            self._lend(None)
            return
        found = next((each for each in self.guests() if each.code == code), None)
        if found is None:
            raise Refused("not_yours", NOT_HERS)
        self._lend(found)

    def says_dialect(self, dialect: str) -> None:
        """How who speaks speaks, in a word."""
        speaker = self.speaker
        if speaker is not None:
            speakers.say_dialect(self.db, speaker.id, " ".join(dialect.split())[:LONGEST_DIALECT])

    def _lend(self, speaker: Speaker | None) -> None:
        at = self.place or Place(self.who.language or "fr", "")
        self._stand(
            replace(at, list=SAID_ANYWHERE if speaker else at.list, item="", speaker_id=speaker.id if speaker else None)
        )

    # What she allows

    def says_release(self, language: str, spoken: media.Stored) -> None:
        """She has spoken her « yes » or « no »: kept, and nothing is allowed until it is touched what she said."""
        media.keep(self.db, spoken, self.now)
        self._release("none", language, spoken.sha256)

    def release(self, choice: str, language: str) -> None:
        """What who speaks allows, a name of `bot.studio.releasing.CHOICES`; what she just said aloud goes with it."""
        if choice not in CHOICES:
            raise Refused("unknown_choice", NOT_RELEASED)
        speaker = self.speaker
        last = speakers.released(self.db, speaker.id) if speaker else None
        said = last.sha256 if last and last.scope == "none" and self.now - last.at < JUST_SAID else None
        self._release(choice, language, said)

    def _release(self, choice: str, language: str, sha256: str | None) -> None:
        speaker = self.speaker or speakers.speaker_of(self.db, self.codes, self.who, self.now)
        scope = CHOICES[choice].scope
        until = self.now + timedelta(days=365 * YEARS)
        words = wording(self.programme.book, language, choice)
        speakers.release(self.db, speaker.id, Release(scope, until, words, language, sha256, self.now))

    def withdraw(self, ledger: Ledger) -> Withdrawn:
        """Who speaks takes her voice back, and she herself speaks again. Raises Refused where nobody has spoken yet."""
        speaker = self.speaker
        if speaker is None:
            raise Refused("no_voice", NO_VOICE)
        return withdraw(self.db, ledger, speaker.code, self.now)

    # Lists

    def standings(self, language: str) -> list[Standing]:
        """The lists of a language with what is done of them."""
        done = self._done(language)
        return [Standing(each, sum(map(done, each.items))) for each in sheets(self.programme, language)]

    def _done(self, language: str) -> Callable[[Item], bool]:
        """Tells what is done: a phrase somebody is heard saying, a word that who speaks has said."""
        heard = recorded.phrases(self.db, language, self.now)
        said = self._said(language)
        return lambda item: item.words.text in heard if item.words.kind == "phrase" else _used(said, item.words)

    def _said(self, language: str) -> dict[Words, Recorded]:
        speaker = self.speaker
        return recorded.of_speaker(self.db, speaker.id, language) if speaker else {}

    def list_of(self, language: str, name: str) -> Sheet:
        """A list. Raises Refused where a language has no such list."""
        found = sheet(self.programme, language, name) if language in self.programme.languages else None
        if found is None:
            raise Refused("unknown_list", UNKNOWN_LIST)
        return found

    def open(self, language: str, name: str) -> None:
        """Go to the first item of a list that is not done, or to where she stopped in it. Raises Refused."""
        chosen, at = self.list_of(language, name), self.place
        if at is None or (at.language, at.list) != (language, name) or at.item not in chosen.by_mark:
            self._go(chosen, self._next(chosen, None))

    def shown(self, language: str, name: str, mark: str = "") -> Shown:
        """A list at an item, at the one she stopped at without `mark`. Raises Refused for a list there is none of."""
        chosen, at = self.list_of(language, name), self.place
        here = at if at and (at.language, at.list) == (language, name) else Place(language, name)
        item = chosen.by_mark.get(mark or here.item) or self._next(chosen, None)
        done = sum(map(self._done(language), chosen.items))
        take = self._said(language).get(item.words) if item else None
        return Shown(here, chosen, item, done, take)

    def _next(self, chosen: Sheet, after: Item | None) -> Item | None:
        """The first item that is not done, behind another one; None where all are."""
        done = self._done(self._language(chosen))
        following = chosen.after(after) if after else chosen.items
        return next((item for item in following if not done(item)), None)

    def _language(self, chosen: Sheet) -> str:
        return chosen.items[0].words.language

    def _go(self, chosen: Sheet, item: Item | None) -> None:
        at = self.place
        mark = item.mark if item else ""
        self._stand(Place(self._language(chosen), chosen.name, mark, at.speaker_id if at else None))

    def _stand(self, where: Place) -> None:
        places.stand(self.db, self.who.id, where, self.now)

    # Takes

    def record(
        self, speaker_id: int, chosen: Sheet, item: Item, stored: media.Stored, seconds: float, heard: str
    ) -> Recorded:
        """Keep a take of who spoke it: in use at once and on to the next item, or flagged where a machine doubts it.

        Raises Refused where her voice may not be used (any more).
        """
        given = speakers.released(self.db, speaker_id)
        if given is None or not given.holds(self.now):
            raise Refused("not_released", NOT_RELEASED)
        take = recorded.record(self.db, self.codes, speaker_id, item.words, stored, seconds, self.now, heard=heard)
        self._go(chosen, self._next(chosen, item) if take.state == "used" else item)
        return take

    def skip(self, chosen: Sheet, item: Item) -> None:
        """Leave an item, and go to the next one that is not done; to the next of all where this one alone is left."""
        following = self._next(chosen, item)
        self._go(chosen, following or (chosen.after(item) or (item,))[0])

    def again(self, chosen: Sheet, item: Item) -> None:
        """Come back to an item, to say it anew."""
        self._go(chosen, item)

    def confirm(self, take_id: str) -> Recorded:
        """Who speaks says that a flagged take is right: it is used. Raises Refused for one that is not hers."""
        take = self.take(take_id)
        recorded.confirm(self.db, take.id)
        for each in sheets(self.programme, take.words.language):
            found = next((item for item in each.items if item.words == take.words), None)
            if found is not None and self.place is not None and self.place.list == each.name:
                self._go(each, self._next(each, found))
        return take

    def take(self, take_id: str) -> Recorded:
        """A take of hers, or of somebody of her CAE who spoke on a telephone. Raises Refused for any other."""
        found = recorded.recorded(self.db, take_id)
        if found is None or found.speaker_id not in self._ours:
            raise Refused("no_take", GONE)
        return found

    @cached_property
    def _ours(self) -> frozenset[int]:
        own = speakers.known(self.db, self.who.id)
        return frozenset(each.id for each in (*([own] if own else []), *self.guests()))


def _used(said: dict[Words, Recorded], words: Words) -> bool:
    return words in said and said[words].state == "used"
