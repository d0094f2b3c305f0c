"""The studio in a chat (`/voix`): lists, the phrase that is open, who speaks; voice messages are takes of it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from bot.staff import rights
from bot.staff import studio_words as words
from bot.staff.errands import Errand
from bot.studio.lists import Item, Sheet
from bot.studio.studio import NO_VOICE, NOT_RELEASED, Studio
from bot.turns import acts
from bot.turns.conversation import Conversation
from dialogs.questionnaire import SOURCE
from storage import addresses, jobs, removals, takes
from storage.media import Stored
from storage.refusals import Refused
from storage.voices import speakers
from storage.voices.speakers import Speaker

WORD = "voix"
SPEAKING = "!voice:"  # stands for an ask where a phrase is open: what is said next is a take of it
HOUSE = "!"  # what begins an ask of the house's own, such as a menu: nothing to come back to
RELEASE = "release"  # stands for an item where what she allows is asked
JOB = "studio"  # in the body of the job that makes a take of a voice message: the spot it was spoken at


@dataclass(frozen=True, slots=True)
class Spot:
    """What a voice message in the studio is a take of, and whose; `before` is the ask that was open before."""

    language: str
    list: str
    mark: str
    speaker: str
    before: str = ""

    def ask(self) -> str:
        """The spot as it stands for an ask."""
        return SPEAKING + "|".join((self.language, self.list, self.mark, self.speaker, self.before))


def spot_of(ask: str) -> Spot | None:
    """The spot an ask stands for, None for any other ask."""
    parts = ask.removeprefix(SPEAKING).split("|", 4) if ask.startswith(SPEAKING) else []
    return Spot(*parts) if len(parts) == 5 else None


def act(errand: Errand, argument: str) -> None:
    """Do what a button of the studio says: a letter, and what it is about; without any, show the lists."""
    letter, _, rest = argument.partition(".")
    try:
        ACTS.get(letter, _menu)(errand, rest)
    except Refused as refused:
        _tell(errand, words.plain(refused.sentence, [[list(words.LISTS)]]))


def studio_of(errand: Errand) -> Studio:
    """The studio of who speaks in a chat."""
    house = errand.conversation.house
    return Studio(errand.db, house.codes, house.programme, errand.who, errand.now)


def _tell(errand: Errand, told: words.Told) -> None:
    errand.say("studio", **told)


def _language(studio: Studio) -> str:
    at = studio.place
    return at.language if at else (studio.who.language or SOURCE)


# Lists


def _menu(errand: Errand, language: str) -> None:
    studio = studio_of(errand)
    known = language if language in studio.programme.languages else _language(studio)
    _tell(errand, words.menu(studio, known))


def _open(errand: Errand, argument: str) -> None:
    """`<language>.<list>`: on to its phrase, or first to what she allows."""
    language, _, name = argument.partition(".")
    studio = studio_of(errand)
    studio.open(language, name)
    _show(errand, studio)


def _show(errand: Errand, studio: Studio, head: str = "", before: Item | None = None) -> None:
    """The phrase she is at; what she says next is a take of it."""
    at = studio.place
    if at is None or not at.list:
        _tell(errand, words.menu(studio, _language(studio)))
    elif not studio.released:
        _ask_release(errand, studio, head)
    else:
        shown = studio.shown(at.language, at.list)
        _listens(errand, studio, shown.item.mark if shown.item else "")
        _tell(errand, words.phrase(shown, words.speaker_name(studio.speaker, errand.who.id), head, before))


def _listens(errand: Errand, studio: Studio, mark: str) -> None:
    """From now on a voice message is a take of what is open."""
    at, speaker = studio.place, studio.speaker
    before = _before(errand)
    if at is None or not mark:
        addresses.asked_outside(errand.db, errand.at, before or addresses.MENU)
        return
    spot = Spot(at.language, at.list, mark, speaker.code if speaker else "", before)
    addresses.asked_outside(errand.db, errand.at, spot.ask())


def _before(errand: Errand) -> str:
    """The question of her own that was open before she came to the studio."""
    last = addresses.address(errand.db, errand.at).last_ask or ""
    spot = spot_of(last)
    return spot.before if spot else "" if last.startswith(HOUSE) else last


def _here(errand: Errand, mark: str) -> tuple[Studio, Sheet, Item]:
    """The item a button is about, in the list she is at. Raises Refused where it is of another one."""
    studio = studio_of(errand)
    at = studio.place
    sheet = studio.list_of(at.language, at.list) if at else None
    if sheet is None or mark not in sheet.by_mark:
        raise Refused("other_list", "Ce bouton est d'une autre liste.")
    return studio, sheet, sheet.by_mark[mark]


def _skip(errand: Errand, mark: str) -> None:
    studio, sheet, item = _here(errand, mark)
    studio.skip(sheet, item)
    _show(errand, studio)


def _again(errand: Errand, mark: str) -> None:
    studio, sheet, item = _here(errand, mark)
    studio.again(sheet, item)
    _show(errand, studio)


def _confirm(errand: Errand, take_id: str) -> None:
    studio = studio_of(errand)
    studio.confirm(take_id)
    _show(errand, studio, "✅ C'est noté : les gens entendent cette prise dès maintenant.")


def _stop(errand: Errand, rest: str) -> None:
    del rest
    addresses.asked_outside(errand.db, errand.at, _before(errand) or addresses.MENU)
    _tell(errand, words.plain(words.STOPPED, [[["▶️ Reprendre", "voix|"]]]))


# Who speaks, and what she allows


def _people(errand: Errand, rest: str) -> None:
    del rest
    _tell(errand, words.people(studio_of(errand)))


def _somebody_else(errand: Errand, rest: str) -> None:
    del rest
    studio = studio_of(errand)
    studio.somebody_else()
    _ask_release(errand, studio, "Une autre personne parle. Écrivez sa langue ou sa région, si vous voulez.")


def _speaks(errand: Errand, code: str) -> None:
    studio = studio_of(errand)
    studio.speaks(code)
    _show(errand, studio)


def _ask_release(errand: Errand, studio: Studio, head: str = "") -> None:
    _listens(errand, studio, RELEASE)
    _tell(errand, words.release(studio, _language(studio), head))


def _release(errand: Errand, choice: str) -> None:
    studio = studio_of(errand)
    studio.release(choice, _language(studio))
    if choice not in words.ALLOWED:
        _listens(errand, studio, "")
        _tell(errand, words.plain(words.REFUSED, [[list(words.LISTS), list(words.WHO)]]))
        return
    _show(errand, studio, words.ALLOWED[choice])


def _withdraw(errand: Errand, rest: str) -> None:
    del rest
    studio = studio_of(errand)
    if studio.speaker is None:
        raise Refused("no_voice", NO_VOICE)
    text = f"{words.speaker_name(studio.speaker, errand.who.id)} : {words.SURE}"
    _tell(errand, words.plain(text, words.SURE_ROWS))


def _withdraw_sure(errand: Errand, rest: str) -> None:
    del rest
    studio = studio_of(errand)
    studio.withdraw(errand.conversation.house.known_ledger)
    _listens(errand, studio, "")
    _tell(errand, words.plain(words.GONE, [[list(words.LISTS)]]))


ACTS: Mapping[str, Callable[[Errand, str], None]] = {
    "l": _menu,
    "o": _open,
    "n": _skip,
    "r": _again,
    "c": _confirm,
    "s": _stop,
    "q": _people,
    "p": _somebody_else,
    "v": _speaks,
    "g": _release,
    "w": _withdraw,
    "W": _withdraw_sure,
}


# What is said and written while a phrase is open


def spoken(conversation: Conversation, said: acts.Voice) -> bool:
    """Take a voice message as a take, if a phrase of the studio is open; it is worked on where recordings are."""
    found = _speaking(conversation)
    if found is None:
        return False
    errand, spot = found
    house, now = conversation.house, errand.now
    source = None if said.sha256 else takes.seal_source(house.vault, dict(said.source))
    take = takes.expect(errand.db, house.codes, errand.who, None, None, source, now)
    if said.sha256:
        takes.store(errand.db, take, Stored(said.sha256, said.bytes, said.mime), said.seconds or None, now)
    if "message" in said.source:  # it stands in a chat, and is to be kept here only
        removals.remove(errand.db, errand.at, take, int(said.source["message"]), now)
    jobs.add_job(errand.db, "listen", take, {JOB: asdict(spot), "address": errand.at}, now)
    return True


def written(conversation: Conversation, text: str) -> bool:
    """Take typed words, if a phrase of the studio is open: how a guest speaks, where she is just coming."""
    found = _speaking(conversation)
    if found is None:
        return False
    errand, spot = found
    studio = studio_of(errand)
    if spot.mark == RELEASE and _guest(studio) is not None:
        studio.says_dialect(text)
        _tell(errand, words.plain(words.DIALECT.format(dialect=" ".join(text.split())[:40])))
    else:
        _tell(errand, words.plain(words.BY_VOICE, [[["✋ Arrêter", "voix|s"]]]))
    return True


def _guest(studio: Studio) -> Speaker | None:
    speaker = studio.speaker
    return speaker if speaker and speaker.person_id is None else None


def _speaking(conversation: Conversation) -> tuple[Errand, Spot] | None:
    spot = spot_of(conversation.stamp or "")
    who = rights.staff_at(conversation.db, conversation.address.id, WORD) if spot else None
    return (Errand(conversation, who, conversation.address.id), spot) if spot and who else None


def speaker_at(studio: Studio, spot: Spot) -> Speaker:
    """Whose take a voice message is: who spoke when it was sent. Raises Refused where she took her voice back since."""
    if not spot.speaker:
        speaker = speakers.known(studio.db, studio.who.id)
        if speaker is None:
            raise Refused("not_released", NOT_RELEASED)
        return speaker
    return speakers.speaker(studio.db, spot.speaker)
