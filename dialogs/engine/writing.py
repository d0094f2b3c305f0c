"""Text was typed, or a key of the keypad touched."""

from collections.abc import Sequence
from datetime import timedelta

from dialogs.effects import Draft, Trouble
from dialogs.engine import asks
from dialogs.engine.answering import finish, late_value, settle, take_choice
from dialogs.engine.controls import follow
from dialogs.engine.pressing import confirmed
from dialogs.engine.pressing import language as speak_language
from dialogs.engine.scene import Scene
from dialogs.events import Key, Origin, Press, Write
from dialogs.forms import choice_forms
from dialogs.instance import Given
from dialogs.kinds import Value, choose
from dialogs.questionnaire import SOURCE, Question, Step
from dialogs.reading import Control, Lexicon, Match, match_option, read_control, read_number
from dialogs.values import BadValue, Whole, complete, read

# The longest phone number in E.164 has 15 digits; a plus sign and two zeros may stand before it.
LONGEST_DRAFT = 18
# Some ten minutes of typing; a longer text is kept to this length and a row says so.
LONGEST_TEXT = 10_000
# Messengers cut a long text (Telegram at 4,096 characters, or at the last space before) and send the parts at once;
# the rest may come when the next question has just been put.
CUT_AT, SENT_WITHIN = 4_000, timedelta(seconds=10)
ERASE, ENTER = "erase", "enter"
KEYS = (*"0123456789+", ERASE, ENTER)


def key(scene: Scene, event: Key) -> None:
    """Collect the digits of the question we are at; `enter` reads them as if they had been typed."""
    step = scene.step
    ask = asks.parse(event.ask)
    asked = scene.flow.questionnaire.steps.get(ask.step) if ask else None
    if asked is not None and asked.input == "keypad" and scene.at(asked):
        step = asked
    if step is None or ask is None or ask.step != step.name or step.input != "keypad":
        scene.say("old_question")
        scene.put()
    elif event.key not in KEYS:
        scene.effects.append(Trouble("unknown_button", event.key[:40]))
        scene.put()
    elif event.key == ENTER:
        _read_value(scene, step, scene.instance.draft, event.origin, event.ask)
    else:
        draft = scene.instance.draft
        draft = draft[:-1] if event.key == ERASE else (draft + event.key)[:LONGEST_DRAFT]
        scene.change(draft=draft)
        scene.effects.append(Draft(event.ask, draft))


def write(scene: Scene, event: Write) -> None:
    """Take a text for an answer to the question last put through that door, or for what it asks."""
    text = event.text.strip()
    step = meant_step(scene, event.ask)
    if _word_on_guess(scene, text, event) or _language_by_number(scene, text, event):
        return
    if step is None:
        _outside(scene, text, event.origin)
    elif not scene.at(step):
        _late_text(scene, step, text, event)
    elif step.input in ("open", "voice"):
        _open_text(scene, step, text, event)
    elif step.input == "keypad":
        _read_value(scene, step, text, event.origin, event.ask)
    else:
        _read_choice(scene, step, text, event)


def _word_on_guess(scene: Scene, text: str, event: Write) -> bool:
    """« Oui » written under « is it right? » is a word on the guess, not an answer to the question."""
    guess = scene.instance.guess
    asked = event.ask or (guess.ask if guess else "")
    parsed = asks.parse(asked)
    if parsed is None or not parsed.confirming:
        return False
    language, words = lexicon(scene)
    yes_or_no = {word: words.options.get(word, ()) for word in ("yes", "no")}
    found = match_option(text, yes_or_no, language, words)
    choice = found.option if isinstance(found, Match) else _numbered(scene, text, ("yes", "no"))
    if choice:
        confirmed(scene, Press(event.origin, asked, choice))
    return choice is not None


def _language_by_number(scene: Scene, text: str, event: Write) -> bool:
    parsed = asks.parse(event.ask) if event.ask else None
    if parsed is None or parsed.step != asks.LANGUAGE:
        return False
    choice = _numbered(scene, text, (*scene.flow.lexicons, "other"))
    if choice:
        speak_language(scene, choice)
    return choice is not None


def _numbered(scene: Scene, text: str, choices: Sequence[str]) -> str | None:
    """The choice whose number on the tiles a text is, in digits of any script."""
    number = read_number(text, *lexicon(scene)) if text.isdecimal() else None
    return choices[number - 1] if number is not None and 1 <= number <= len(choices) else None


def meant_step(scene: Scene, ask: str | None) -> Step | None:
    """The step an ask was about; without one, the step we are at."""
    parsed = asks.parse(ask) if ask else None
    if parsed is None or parsed.step == asks.LANGUAGE:
        return scene.step
    return scene.flow.questionnaire.steps.get(parsed.step, scene.step)


def lexicon(scene: Scene) -> tuple[str, Lexicon]:
    """The language things are read in: the person's, French before she has chosen one."""
    language = scene.instance.language or SOURCE
    return language, scene.flow.lexicons[language]


def _outside(scene: Scene, text: str, origin: Origin) -> None:
    """Nothing is being asked: follow a request, else say that it is finished."""
    if not _follow_request(scene, text, origin):
        scene.put()


def _follow_request(scene: Scene, text: str, origin: Origin) -> bool:
    asked = request(scene, text)
    if asked is None:
        return False
    follow(scene, asked.name, asked.language, origin)
    return True


def request(scene: Scene, text: str) -> Control | None:
    """What a text asks of the conversation itself; in any language before she has chosen one."""
    tongues = [scene.instance.language] if scene.instance.language else list(scene.flow.lexicons)
    found = (read_control(text, tongue, scene.flow.lexicons[tongue]) for tongue in tongues)
    return next((asked for asked in found if asked), None)


def _read_choice(scene: Scene, step: Step, text: str, event: Write) -> None:
    choice = _choice_of(scene, step, text)
    if choice:
        take_choice(scene, step, choice, event.origin, event.ask)
    elif not _rest_of_text(scene, text, event.origin, event.ask) and not _follow_request(scene, text, event.origin):
        scene.miss("choose_picture" if step.input == "choices" else "not_understood")


def _choice_of(scene: Scene, step: Step, text: str) -> str | None:
    """The choice a text names: its number on the tiles, its label or one of its forms, word for word."""
    language, words = lexicon(scene)
    numbered = _numbered(scene, text, scene.instance.offered or [choice.key for choice in step.choices])
    if numbered:
        return numbered
    forms = choice_forms(scene.flow.questionnaire, step, language, scene.instance.variant)
    readings = [(language, words)] if scene.instance.language else list(scene.flow.lexicons.items())
    for tongue, lexicon_ in readings:
        found = match_option(text, forms, tongue, lexicon_)
        if isinstance(found, Match):
            return found.option
    return None


def _read_value(scene: Scene, step: Step, text: str, origin: Origin, ask: str | None) -> None:
    language, words = lexicon(scene)
    question = scene.question_of(step)
    value = read(question, step, text, language, words, scene.now.date())
    if value is not None:
        settle(scene, step, value, origin, ask)
    elif not _rest_of_text(scene, text, origin, ask) and not _follow_request(scene, text, origin):
        scene.miss("phone_unreadable" if question.kind == "phone" else "not_understood")


def _open_text(scene: Scene, step: Step, text: str, event: Write) -> None:
    if not text:
        scene.miss("not_understood")
        return
    if _rest_of_text(scene, text, event.origin, event.ask) or _follow_request(scene, text, event.origin):
        return
    question = scene.question_of(step)
    given = Given({"text": _shortened(scene, text)}, door=event.origin.door)
    finish(scene, question, given, event.origin, event.ask)


def _rest_of_text(scene: Scene, text: str, origin: Origin, ask: str | None) -> bool:
    """Take a text for the rest of the open answer before, where that was long enough to be cut, a moment ago."""
    given, touched = scene.instance.given, scene.instance.touched
    cut = {key for key, known in given.items() if _may_be_cut(known)}
    if not cut or touched is None or scene.now - touched > SENT_WITHIN:
        return False
    before = scene.flow.move(scene.instance, "back").partition(":")[2]
    if before not in cut:
        return False
    question = scene.flow.questionnaire.by_key[before]
    late_value(scene, question, _with_text(scene, question, text), origin, ask)
    return True


def _may_be_cut(known: Given) -> bool:
    return isinstance(known.value, dict) and len(known.value.get("text", "")) >= CUT_AT


def _with_text(scene: Scene, question: Question, text: str) -> dict[str, object]:
    """An open answer with a text added: people answer in several messages."""
    known = scene.instance.given.get(question.key)
    before = known.value if known and isinstance(known.value, dict) else {}
    texts = [*filter(None, [before.get("text")]), _shortened(scene, text)]
    return {**before, "text": "\n".join(texts)}


def _shortened(scene: Scene, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        scene.effects.append(Trouble("text_too_long", str(len(text))))
        scene.say("text_too_long")
    return text[:LONGEST_TEXT]


def _late_text(scene: Scene, step: Step, text: str, event: Write) -> None:
    """A text for a question behind us: more of an open answer, or another value for a closed one."""
    question = scene.question_of(step)
    known = scene.instance.given.get(question.key)
    if known is None or known.none is not None or not question.kept:
        scene.miss("not_understood")
    elif _follow_request(scene, text, event.origin):
        return
    elif step.input in ("open", "voice"):
        late_value(scene, question, _with_text(scene, question, text), event.origin, event.ask)
    else:
        _late_closed(scene, step, text, event)


def _late_closed(scene: Scene, step: Step, text: str, event: Write) -> None:
    question = scene.question_of(step)
    value = _late_reading(scene, step, text)
    if value is None:
        scene.miss("not_understood")
    elif value == scene.instance.given[question.key].value:
        scene.put()
    else:
        late_value(scene, question, value, event.origin, event.ask)


def _late_reading(scene: Scene, step: Step, text: str) -> object:
    question = scene.question_of(step)
    if step.input == "choices":
        choice = _choice_of(scene, step, text)
        meant = choose(question.kind, step, choice) if choice else None
        return meant.value if isinstance(meant, Value) else None
    language, words = lexicon(scene)
    read_value = read(question, step, text, language, words, scene.now.date())
    result = complete(question, step, "", read_value, scene.now.date()) if read_value else BadValue("not_understood")
    return result.value if isinstance(result, Whole) else None
