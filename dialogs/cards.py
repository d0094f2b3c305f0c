"""What an intent shows and says: a card that every channel lays out in its own way.

An intent is the channel-neutral JSON value that the outbox holds; `INTENTS` names its kinds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from dialogs.controls import CONTROLS, HOURS, NONE_CODES, SENDING
from dialogs.kinds import SCALE
from dialogs.languages import Language
from dialogs.programme import GUESTS
from dialogs.questionnaire import SOURCE, Question, Questionnaire, Step, Wording
from dialogs.saying import appointment, figures, hour
from dialogs.speaking import Book as Book
from dialogs.speaking import Recording as Recording
from dialogs.speaking import Sound as Sound
from dialogs.speaking import Speaker as Speaker
from dialogs.speaking import Speech as Speech

Intent = Mapping[str, Any]
DAY_PICTURES = ("tea", "cooking", "work", "at_home")  # what one does in the morning, at noon, after it, at night
VOICE = "🎤"  # stands in print for an answer that was spoken


@dataclass(frozen=True, slots=True)
class Button:
    """One choice: what it sends back, its label and picture, its number (1…) and how it is spoken."""

    choice: str
    label: str
    picture: str
    number: int
    figure: str
    sound: Sound


@dataclass(frozen=True, slots=True)
class Shown:
    """Who or what a question is about: a picture, its word, and what is heard before the question."""

    picture: str
    word: str = ""
    sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One message to a person. `input` says what the channel offers: see `dialogs.questionnaire.Input`,
    `confirm` for yes and no, `who` for people, `hours` for parts of a day, `shown` for pictures that only show,
    `menu` for choices outside any questionnaire, `none` where nothing is asked. `opens` is where a button leads that
    answers nothing. `printed_in` is the language of the
    lines where it is not the one they are spoken in; `file` the code of the person whose own data goes with the card.
    """

    language: Language
    lines: tuple[str, ...]
    sounds: tuple[Sound, ...]
    input: str = "none"
    ask: str | None = None
    buttons: tuple[Button, ...] = ()
    controls: tuple[str, ...] = ()
    draft: str = ""
    slow: bool = False
    instance: str = ""
    link: str = ""
    step: str = ""
    printed_in: str = ""
    shown: Shown | None = None
    file: str = ""
    opens: str = ""


def card(intent: Intent, questionnaire: Questionnaire | None, book: Book) -> Card:
    """The card of an intent. `questionnaire` is the version the intent names, where it names one."""
    speaker = Speaker(book, intent.get("language"), intent.get("variant", ""), intent.get("slow", False))
    return INTENTS[intent["kind"]](intent, questionnaire, speaker)


def beside(intent: Intent, questionnaire: Questionnaire | None, book: Book) -> Card:
    """The card of an intent for who reads it out to a person: printed in French, heard in the person's language."""
    heard = card(intent, questionnaire, book)
    read = card({**intent, "language": SOURCE}, questionnaire, book)
    sounds = {button.choice: button.sound for button in heard.buttons}
    buttons = tuple(replace(button, sound=sounds.get(button.choice, button.sound)) for button in read.buttons)
    return replace(read, sounds=heard.sounds, buttons=buttons, printed_in=SOURCE) if intent.get("language") else read


def _say(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    args = {name: _worded(name, value, speaker) for name, value in intent.get("args", {}).items()}
    recordings: tuple[Sound, ...] = ()
    if intent.get("about") and questionnaire:
        args["heard"], recordings = label(questionnaire, intent["about"], intent.get("value"), speaker)
    if intent.get("step") and questionnaire:
        args["heard"] = _heard(questionnaire, intent["step"], intent["args"]["heard"], speaker)
    lines, sounds = speaker.say(speaker.book.phrases[intent["phrase"]], **args)
    if intent.get("take"):
        recordings += (Recording(intent["take"]),)
    if intent.get("text"):
        lines, recordings = (*lines, intent["text"]), (*recordings, Speech(intent["text"], SOURCE, speaker.slow))
    return Card(
        speaker.main,
        lines,
        sounds + recordings,
        controls=(HOURS,) if intent.get("hours") else (),
        slow=speaker.slow,
        instance=intent.get("hours", ""),
        link=intent.get("link", ""),
        file=intent.get("file", ""),
        opens=intent.get("opens", ""),
    )


def _worded(name: str, value: str, speaker: Speaker) -> Wording:
    """An argument as it is written and said: dates (ISO), hours and figures in the language's way."""
    if name == "date":
        return appointment(date.fromisoformat(value), speaker.main, speaker.common)
    if name == "hour":
        return hour(time.fromisoformat(value), speaker.main, speaker.common)
    return _figures(value, speaker) if name == "number" else Wording(printed=value, spoken=value)


def _ask(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    assert questionnaire is not None
    step = questionnaire.steps[intent["step"]]
    lines, sounds = speaker.say(step.phrase, **_read_back(intent, speaker))
    sounds += tuple(Recording(take) for take in intent.get("before", {}).get("takes", ()))
    only = intent.get("only") or [choice.key for choice in step.choices]
    question = questionnaire.question_of(step.name)
    if question.distinct:  # what is left is numbered anew: the numbers of pictures end at nine
        step = step.model_copy(update={"choices": tuple(c for c in step.choices if c.key in only)})
    buttons = _buttons(step, only, question.kind == "language", speaker)
    asking = _asking(intent, speaker, lines, sounds, step.input, buttons)
    return replace(asking, shown=_shown(intent, question, speaker))


def _shown(intent: Intent, question: Question, speaker: Speaker) -> Shown | None:
    """The picture of the question itself, or the person it is about: by her own voice, else by her picture's word."""
    if question.picture:
        return Shown(question.picture)
    subject = intent.get("subject")
    if not subject:
        return None
    spoken = Speech(subject["spoken"], speaker.main.code, speaker.slow) if subject.get("spoken") else None
    own = Recording(subject["name"]) if subject["name"] else spoken
    return Shown(subject["picture"], subject.get("printed", ""), own)


def _read_back(intent: Intent, speaker: Speaker) -> dict[str, Wording]:
    """An earlier answer, where the question reads one back."""
    before = intent.get("before")
    return {"before": Wording(**(before.get(speaker.main.code) or before[SOURCE]))} if before else {}


def _asking(
    intent: Intent,
    speaker: Speaker,
    lines: tuple[str, ...],
    sounds: tuple[Sound, ...],
    input_: str,
    buttons: tuple[Button, ...],
) -> Card:
    return Card(
        language=speaker.main,
        lines=lines,
        sounds=sounds,
        input=input_,
        ask=intent["ask"],
        buttons=buttons,
        controls=CONTROLS,
        draft=intent.get("draft", ""),
        slow=speaker.slow,
        instance=intent["instance"],
        step=intent.get("step", ""),
    )


def _buttons(step: Step, only: list[str], languages: bool, speaker: Speaker) -> tuple[Button, ...]:
    buttons = []
    for place, choice in enumerate(step.choices, 1):
        own = choice.key if languages and choice.key in speaker.book.languages else speaker.main.code
        wording = choice.phrase.wording(own, speaker.variant)
        sound = Speech(wording.spoken, own, speaker.slow)
        figure = speaker.main.figures(str(place))
        if choice.key in only:
            buttons.append(Button(choice.key, wording.printed, choice.picture, place, figure, sound))
    return tuple(buttons)


def _confirm(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    assert questionnaire is not None
    heard = _heard(questionnaire, intent["step"], intent["heard"], speaker)
    lines, sounds = speaker.say(speaker.book.phrases["i_heard"], heard=heard)
    buttons = tuple(
        _common_button(key, picture, number, speaker)
        for number, (key, picture) in enumerate((("yes", "ok"), ("no", "wrong")), 1)
    )
    return _asking(intent, speaker, lines, sounds, "confirm", buttons)


def _common_button(key: str, picture: str, number: int, speaker: Speaker) -> Button:
    wording = speaker.book.wording(key, speaker.main.code, speaker.variant)
    sound = Speech(wording.spoken, speaker.main.code, speaker.slow)
    return Button(key, wording.printed, picture, number, speaker.main.figures(str(number)), sound)


def _heard(questionnaire: Questionnaire, step: str, heard: str, speaker: Speaker) -> Wording:
    """How a guess is said back: the choice's own words, or the figures."""
    if heard in NONE_CODES:
        return speaker.book.wording(heard, speaker.main.code, speaker.variant)
    for key in (step, *(s.name for s in questionnaire.question_of(step).steps)):
        choice = questionnaire.steps[key].choice(heard)
        if choice:
            return choice.phrase.wording(speaker.main.code, speaker.variant)
    return _figures(heard, speaker)


def _figures(value: str, speaker: Speaker) -> Wording:
    return figures(value, speaker.main, speaker.common)


def label(
    questionnaire: Questionnaire, question: str, value: object, speaker: Speaker
) -> tuple[Wording, tuple[Sound, ...]]:
    """How an answer is said back, and the recordings that are part of it."""
    asked = questionnaire.by_key[question]
    if isinstance(value, dict):
        takes = tuple(Recording(take) for take in value.get("takes", ()))
        text = value.get("text", "")
        return Wording(printed=text or VOICE * bool(takes), spoken=text), takes
    if asked.kind == "scale" and isinstance(value, int):
        value = next(key for key, score in SCALE.items() if score == value)
    if value is None:
        return Wording(printed="—", spoken=""), ()
    return _heard(questionnaire, asked.first.name, str(value), speaker), ()


def read_back(questionnaire: Questionnaire, question: str, value: object, speaker: Speaker) -> dict[str, Any]:
    """How an earlier answer is read back, as an intent carries it: in the person's language and in French, and `takes`
    where it was spoken. `questionnaire` is the version she answered.
    """
    words: dict[str, Any] = {"takes": []}
    for language in {speaker.language or SOURCE, SOURCE}:
        said, sounds = label(questionnaire, question, value, replace(speaker, language=language))
        words[language] = {"printed": said.printed, "spoken": said.spoken}
        words["takes"] = [sound.take for sound in sounds if isinstance(sound, Recording)]
    return words


def _choose_language(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    del questionnaire
    everywhere = Speaker(speaker.book, None, slow=speaker.slow)
    lines, sounds = everywhere.say(speaker.book.phrases["choose_language"])
    buttons = []
    for number, (code, language) in enumerate(speaker.book.languages.items(), 1):
        wording = speaker.book.wording(f"language_{code}", code)
        sound = Speech(wording.spoken, code, speaker.slow)
        figure = speaker.main.figures(str(number))
        buttons.append(Button(code, language.autonym, f"language_{code}", number, figure, sound))
    other = speaker.book.wording("language_other", speaker.main.code)
    last = len(buttons) + 1
    sound = Speech(other.spoken, speaker.main.code, speaker.slow)
    buttons.append(Button("other", other.printed, "language", last, speaker.main.figures(str(last)), sound))
    return _asking(intent, speaker, lines, sounds, "choices", tuple(buttons))


def _choose_hours(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    """When may we write? The parts of a day, each by a picture."""
    del questionnaire
    lines, sounds = speaker.say(speaker.book.phrases["choose_hours"])
    buttons = tuple(
        _common_button(key, picture, number, speaker)
        for number, (key, picture) in enumerate(zip(SENDING, DAY_PICTURES, strict=True), 1)
    )
    return Card(
        speaker.main, lines, sounds, input=HOURS, buttons=buttons, slow=speaker.slow, instance=intent["instance"]
    )


def _who(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    """Who is there? Each person by her picture, and her own voice saying her name."""
    del questionnaire
    lines, sounds = speaker.say(speaker.book.phrases["who_is_there"])
    buttons = tuple(
        Button(
            choice=person["code"],
            label=speaker.main.figures(str(number)),
            picture=person["picture"],
            number=number,
            figure=speaker.main.figures(str(number)),
            sound=Recording(person["name"]) if person.get("name") else Speech(str(number), speaker.main.code),
        )
        for number, person in enumerate(intent["people"], 1)
    )
    return Card(speaker.main, lines, sounds, input="who", buttons=buttons, slow=speaker.slow)


def _peers(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    """What the others said of a person: what several of them see, then their words as somebody retold them."""
    assert questionnaire is not None
    phrases = speaker.book.phrases
    parts = [speaker.say(phrases["peers_tell"])]
    for key in intent["strengths"]:
        seen = questionnaire.by_key[key].first.phrase.wording(speaker.main.code, speaker.variant)
        parts.append(speaker.say(phrases["peers_seen"], heard=seen))
    if intent["words"]:
        parts.append(speaker.say(phrases["peers_words"]))
    for word in intent["words"]:
        parts.append(((word["text"],), (Speech(word["text"], word["language"], speaker.slow),)))
    lines = tuple(line for printed, _ in parts for line in printed)
    return Card(speaker.main, lines, tuple(sound for _, said in parts for sound in said), slow=speaker.slow)


def _notice(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    """A session is told of: when, where, and with whom, each by a picture."""
    del questionnaire
    args = {name: _worded(name, intent[name], speaker) for name in ("date", "hour", "place")}
    phrases = [intent["phrase"], *(["session_place"] if intent["place"] else [])]
    phrases += ["session_guests"] if intent["guests"] else []
    said = [speaker.say(speaker.book.phrases[phrase], **args) for phrase in phrases]
    guests = tuple(
        _common_button(f"guest_{guest}", GUESTS[guest], number, speaker)
        for number, guest in enumerate(intent["guests"], 1)
    )
    lines = tuple(line for each, _ in said for line in each)
    sounds = tuple(sound for _, each in said for sound in each)
    return Card(speaker.main, lines, sounds, input="shown", buttons=guests, slow=speaker.slow)


def _menu(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    """Choices of the house itself: (choice, phrase, picture) each. `step` names a question whose words come with it,
    `heard` the phrase of what she said to it before, and `take` how she said that.
    """
    heard = speaker.book.wording(intent["heard"], speaker.main.code, speaker.variant) if "heard" in intent else None
    lines, sounds = speaker.say(speaker.book.phrases[intent["phrase"]], **({"heard": heard} if heard else {}))
    if questionnaire is not None:
        more, spoken = speaker.say(questionnaire.steps[intent["step"]].phrase)
        lines, sounds = lines + more, sounds + spoken
    if intent.get("take"):
        sounds += (Recording(intent["take"]),)
    buttons = tuple(
        replace(_common_button(phrase, picture, number, speaker), choice=choice)
        for number, (choice, phrase, picture) in enumerate(intent["choices"], 1)
    )
    return Card(speaker.main, lines, sounds, input="menu", buttons=buttons, slow=speaker.slow)


def _draft(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    del questionnaire
    figures = speaker.main.figures(intent["text"])
    return Card(
        speaker.main,
        (figures,),
        (),
        "draft",
        intent["ask"],
        draft=intent["text"],
        instance=intent["instance"],
    )


INTENTS: Mapping[str, Callable[[Intent, Questionnaire | None, Speaker], Card]] = {
    "say": _say,
    "ask": _ask,
    "confirm": _confirm,
    "choose_language": _choose_language,
    "choose_hours": _choose_hours,
    "who": _who,
    "menu": _menu,
    "notice": _notice,
    "peers": _peers,
    "draft": _draft,
}
