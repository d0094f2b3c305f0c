"""Reviewing the wordings of a language in a chat (`/textes`): signed as they are, or better, written or spoken."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from bot.staff import rights
from bot.staff import wording_words as words
from bot.staff.errands import Errand
from bot.turns import acts
from bot.turns.conversation import Conversation
from bot.wording import reviewing
from bot.wording.checking import name_from
from bot.wording.phrases import Phrase, languages
from storage import addresses, jobs, removals, takes
from storage.media import Stored
from storage.refusals import Refused
from storage.voices import reviews

WORD = "textes"
SPEAKING = "!text:"  # stands for an ask where a better wording, or her name, is what is said or typed next
NAME = "name"  # stands for a phrase where her name is asked
JOB = "wording"  # in the body of the job that fetches a better wording that was spoken: the spot it is for


@dataclass(frozen=True, slots=True)
class Spot:
    """What is said or typed next is for: one unit of a phrase, or her name; `before` is the ask that was open then."""

    language: str
    mark: str
    unit: str
    before: str = ""

    def ask(self) -> str:
        """The spot as it stands for an ask."""
        return SPEAKING + "|".join((self.language, self.mark, self.unit, self.before))


def spot_of(ask: str) -> Spot | None:
    """The spot an ask stands for, None for any other ask."""
    parts = ask.removeprefix(SPEAKING).split("|", 3) if ask.startswith(SPEAKING) else []
    return Spot(*parts) if len(parts) == 4 else None


def act(errand: Errand, argument: str) -> None:
    """Do what a button says: a letter, and what it is about; without any, begin."""
    letter, _, rest = argument.partition(".")
    _listens(errand, None)
    try:
        ACTS.get(letter, _begin)(errand, rest)
    except Refused as refused:
        _tell(errand, words.plain(refused.sentence, words.BACK))


def _tell(errand: Errand, told: words.Told) -> None:
    errand.say("wording", **told)


def _listens(errand: Errand, spot: Spot | None) -> None:
    """What is said or typed from now on is for a spot; for what was open before, without one."""
    last = addresses.address(errand.db, errand.at).last_ask or ""
    known = spot_of(last)
    before = known.before if known else last
    if spot is not None:
        addresses.asked_outside(errand.db, errand.at, Spot(spot.language, spot.mark, spot.unit, before).ask())
    elif known is not None:
        addresses.asked_outside(errand.db, errand.at, before or addresses.MENU)


# Under which name, in which language, which part


def _begin(errand: Errand, rest: str) -> None:
    """Her name is asked once; then she is where her language is."""
    del rest
    if not reviews.signature(errand.db, errand.who):
        _ask_name(errand, "")
    elif errand.who.language in languages():
        _parts(errand, errand.who.language)
    else:
        _languages(errand, "")


def _ask_name(errand: Errand, rest: str) -> None:
    del rest
    _listens(errand, Spot("", NAME, ""))
    _tell(errand, words.name(errand.who.code))


def _by_code(errand: Errand, rest: str) -> None:
    del rest
    _named(errand, errand.who.code)


def _named(errand: Errand, name: str) -> None:
    reviews.signs_as(errand.db, errand.who, name, errand.now)
    _languages(errand, "")


def _languages(errand: Errand, rest: str) -> None:
    del rest
    book = errand.conversation.house.programme.languages
    found = [(book[code], reviewing.listed(errand.db, code)) for code in languages()]
    _tell(errand, words.chosen(found, reviews.signature(errand.db, errand.who)))


def _parts(errand: Errand, language: str) -> None:
    found = reviewing.listed(errand.db, language)
    _tell(errand, words.parts(errand.conversation.house.programme.languages[language], found))


def _part(errand: Errand, argument: str) -> None:
    """`<language>.<questionnaire>`: on to what is to be signed there, or to its first phrase."""
    language, _, part = argument.partition(".")
    mine = [each for each in reviewing.listed(errand.db, language) if each.source.questionnaire == part]
    if not mine:
        raise Refused("unknown_phrase", reviewing.GONE)
    _show(errand, reviewing.following(mine) or mine[0])


# One phrase


def _found(errand: Errand, argument: str) -> tuple[Phrase, str]:
    """`<language>.<mark>.<rest>`: the phrase, and the rest. Raises Refused where there is none."""
    language, mark, rest = (*argument.split(".", 2), "", "")[:3]
    phrase = next((each for each in reviewing.listed(errand.db, language) if each.mark == mark), None)
    if phrase is None:
        raise Refused("unknown_phrase", reviewing.GONE)
    return phrase, rest


def _part_of(errand: Errand, phrase: Phrase) -> list[Phrase]:
    """The phrases of the questionnaire a phrase is of, as they stand now."""
    listed = reviewing.listed(errand.db, phrase.language)
    return [each for each in listed if each.source.questionnaire == phrase.source.questionnaire]


def _open(errand: Errand, argument: str) -> None:
    _show(errand, _found(errand, argument)[0])


def _show(errand: Errand, phrase: Phrase, head: str = "") -> None:
    part = _part_of(errand, phrase)
    now = next(each for each in part if each.context == phrase.context)
    spoken = errand.conversation.house.programme.languages[phrase.language]
    _tell(errand, words.phrase(now, part, reviewing.around(part, now.context), spoken, head))


def _sign(errand: Errand, argument: str) -> None:
    """Sign what she was shown; what has changed since is shown anew."""
    phrase, shown = _found(errand, argument)
    if shown != phrase.as_shown:
        _show(errand, phrase, f"⚠️ {reviewing.CHANGED}")
        return
    reviewing.sign(errand.db, phrase, reviewing.signer(errand.db, errand.who), errand.now)
    _on(errand, phrase)


def _on(errand: Errand, phrase: Phrase) -> None:
    """On to the next phrase of the part; where it is all signed, to the others."""
    following = reviewing.following(_part_of(errand, phrase), phrase.context)
    if following is None:
        _parts(errand, phrase.language)
    else:
        _show(errand, following, words.SIGNED)


def _better(errand: Errand, argument: str) -> None:
    """Which form is to be worded better, where there are several."""
    phrase, _ = _found(errand, argument)
    if len(phrase.units) == 1:
        _unit(errand, f"{phrase.language}.{phrase.mark}.0")
    else:
        _tell(errand, words.units_of(phrase))


def _unit(errand: Errand, argument: str) -> None:
    phrase, number = _found(errand, argument)
    unit = phrase.units[int(number)] if number.isdecimal() and int(number) < len(phrase.units) else None
    if unit is None:
        raise Refused("unknown_phrase", reviewing.GONE)
    _listens(errand, Spot(phrase.language, phrase.mark, number))
    _tell(errand, words.asked(phrase, unit))


ACTS: Mapping[str, Callable[[Errand, str], None]] = {
    "i": _ask_name,
    "k": _by_code,
    "a": _languages,
    "l": _parts,
    "p": _part,
    "o": _open,
    "s": _sign,
    "b": _better,
    "f": _unit,
}


# What is typed and spoken while something is asked


def written(conversation: Conversation, text: str) -> bool:
    """Take typed words as a better wording, or as her name, if one of them is asked."""
    found = _speaking(conversation)
    if found is None:
        return False
    errand, spot = found
    try:
        _take(errand, spot, text)
    except Refused as refused:  # what was asked stays asked
        _tell(errand, words.plain(f"⚠️ {refused.sentence}", words.BACK))
    return True


def _take(errand: Errand, spot: Spot, text: str) -> None:
    if spot.mark == NAME:
        name = name_from(text)
        _listens(errand, None)
        _named(errand, name)
        return
    phrase, number = _found(errand, f"{spot.language}.{spot.mark}.{spot.unit}")
    unit = phrase.units[min(int(number), len(phrase.units) - 1)]
    reviewing.reword(errand.db, phrase, {unit.context: text}, reviewing.signer(errand.db, errand.who), errand.now)
    _listens(errand, None)
    if reviewing.phrase(errand.db, phrase.language, phrase.context).signed:
        _on(errand, phrase)
    else:
        _show(errand, phrase, words.SIGNED)


def spoken(conversation: Conversation, said: acts.Voice) -> bool:
    """Take a voice message as a better wording, if one is asked; it is kept until somebody writes it down."""
    found = _speaking(conversation)
    if found is None:
        return False
    errand, spot = found
    if spot.mark == NAME:
        _tell(errand, words.plain(words.NAME_IN_WRITING))
        return True
    house, now = conversation.house, errand.now
    source = None if said.sha256 else takes.seal_source(house.vault, dict(said.source))
    take = takes.expect(errand.db, house.codes, errand.who, None, None, source, now)
    if said.sha256:
        takes.store(errand.db, take, Stored(said.sha256, said.bytes, said.mime), said.seconds or None, now)
    if "message" in said.source:
        removals.remove(errand.db, errand.at, take, int(said.source["message"]), now)
    jobs.add_job(errand.db, "listen", take, {JOB: asdict(spot), "address": errand.at}, now)
    _listens(errand, None)
    return True


def _speaking(conversation: Conversation) -> tuple[Errand, Spot] | None:
    spot = spot_of(conversation.stamp or "")
    who = rights.staff_at(conversation.db, conversation.address.id, WORD) if spot else None
    return (Errand(conversation, who, conversation.address.id), spot) if spot and who else None
