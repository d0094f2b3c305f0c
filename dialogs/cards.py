"""What an intent shows and says: a card that every channel lays out in its own way.

An intent is the channel-neutral JSON value that the outbox holds; `INTENTS` names its kinds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from dialogs.controls import CONTROLS, NONE_CODES
from dialogs.kinds import SCALE
from dialogs.languages import Language, isolate
from dialogs.questionnaire import Phrase, Questionnaire, Step, Wording
from dialogs.saying import appointment, figures

Intent = Mapping[str, Any]
VOICE = "🎤"  # stands in print for an answer that was spoken


@dataclass(frozen=True, slots=True)
class Speech:
    """Words to be spoken by the best voice there is."""

    text: str
    language: str
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A take to be played as its owner said it."""

    take: str


Sound = Speech | Recording


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
class Card:
    """One message to a person. `input` says what the channel offers: see `dialogs.questionnaire.Input`,
    `confirm` for yes and no, `who` for people, `menu` for choices outside any questionnaire, `none` where nothing
    is asked. `file` is the code of the person whose own data goes with the card.
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
    file: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The common phrases and languages cards are written with."""

    phrases: Mapping[str, Phrase]
    languages: Mapping[str, Language]

    def wording(self, key: str, language: str, variant: str = "") -> Wording:
        """A common phrase."""
        return self.phrases[key].wording(language, variant)


@dataclass(frozen=True, slots=True)
class Speaker:
    """In what language, grammatical variant and speed a person is spoken to; None while the language is unknown."""

    book: Book
    language: str | None
    variant: str = ""
    slow: bool = False
    tongues: tuple[str, ...] = field(default=())

    @property
    def main(self) -> Language:
        """The language a card is laid out in."""
        return self.book.languages[self.language or next(iter(self.book.languages))]

    def heard_in(self) -> tuple[str, ...]:
        """The languages a phrase is said in: the person's, or all of them."""
        return (self.language,) if self.language else tuple(self.book.languages)

    def common(self, key: str) -> str:
        """How a common phrase is spoken."""
        return self.book.wording(key, self.main.code, self.variant).spoken

    def say(self, phrase: Phrase, **args: Wording) -> tuple[tuple[str, ...], tuple[Sound, ...]]:
        """The lines and sounds of a phrase, inserted values isolated in print and plain in speech."""
        wordings = [(code, phrase.wording(code, self.variant)) for code in self.heard_in()]
        printed = {name: isolate(arg.printed) for name, arg in args.items()}
        spoken = {name: arg.spoken for name, arg in args.items()}
        lines = tuple(_fill(wording.printed, printed) for _, wording in wordings)
        sounds = tuple(Speech(_fill(wording.spoken, spoken), code, self.slow) for code, wording in wordings)
        return lines, sounds


def _fill(template: str, args: Mapping[str, str]) -> str:
    for name, value in args.items():
        template = template.replace("{" + name + "}", value)
    return template


def card(intent: Intent, questionnaire: Questionnaire | None, book: Book) -> Card:
    """The card of an intent. `questionnaire` is the version the intent names, where it names one."""
    speaker = Speaker(book, intent.get("language"), intent.get("variant", ""), intent.get("slow", False))
    return INTENTS[intent["kind"]](intent, questionnaire, speaker)


def _say(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    args = {name: _worded(name, value, speaker) for name, value in intent.get("args", {}).items()}
    recordings: tuple[Sound, ...] = ()
    if intent.get("about") and questionnaire:
        args["heard"], recordings = label(questionnaire, intent["about"], intent.get("value"), speaker)
    lines, sounds = speaker.say(speaker.book.phrases[intent["phrase"]], **args)
    link, file = intent.get("link", ""), intent.get("file", "")
    return Card(speaker.main, lines, sounds + recordings, slow=speaker.slow, link=link, file=file)


def _worded(name: str, value: str, speaker: Speaker) -> Wording:
    """An argument as it is written and said: dates (ISO), hours and figures in the language's way."""
    if name == "date":
        return appointment(date.fromisoformat(value), speaker.main, speaker.common)
    if name == "hour":
        return Wording(printed=speaker.main.hour(time.fromisoformat(value)), spoken=value)
    return _figures(value, speaker) if name == "number" else Wording(printed=value, spoken=value)


def _ask(intent: Intent, questionnaire: Questionnaire | None, speaker: Speaker) -> Card:
    assert questionnaire is not None
    step = questionnaire.steps[intent["step"]]
    lines, sounds = speaker.say(step.phrase)
    only = intent.get("only") or [choice.key for choice in step.choices]
    buttons = _buttons(step, only, questionnaire.question_of(step.name).kind == "language", speaker)
    return _asking(intent, speaker, lines, sounds, step.input, buttons)


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
    "who": _who,
    "menu": _menu,
    "draft": _draft,
}
