"""A voice message came in, and later what was heard in it."""

from dialogs.conditions import holds
from dialogs.controls import NONE_CODES
from dialogs.effects import Judged, Listen, Release, Say, Transcribe, Trouble
from dialogs.engine import asks
from dialogs.engine.answering import finish, late_value, return_from, take_choice
from dialogs.engine.controls import declinable, decline, follow
from dialogs.engine.scene import Scene
from dialogs.engine.writing import meant_step
from dialogs.events import Heard, Speak
from dialogs.instance import Given
from dialogs.questionnaire import Question, Step

# What could not be used, the phrase that says so kindly; the recording is kept for a person to hear.
UNUSABLE = {
    "nothing": "heard_nothing",
    "unreadable": "voice_unreadable",
    "too_long": "voice_too_long",
    "too_big": "file_too_big",
}
OPEN = ("open", "voice")


def speak(scene: Scene, event: Speak) -> None:
    """Have a take listened to, for the question it answers. It is stored already; nothing else changes."""
    step = meant_step(scene, event.ask)
    name = step.name if step else scene.instance.step
    scene.effects.append(Listen(event.take, event.ask or scene.instance.ask, name))


def heard(scene: Scene, event: Heard) -> None:
    """What was heard: a guess to confirm, an open answer to keep, a request to follow, or nothing to use."""
    step = meant_step(scene, event.ask)
    if event.status in UNUSABLE:
        scene.effects.append(Trouble(f"voice_{event.status}"))
        if step == scene.step:  # an answer that was taken unheard while nobody could listen stays taken
            scene.miss(UNUSABLE[event.status], event.take)
    elif event.control in NONE_CODES:
        _declined(scene, step, event)
    elif event.control or event.language:
        scene.effects.append(Release(event.take))
        follow(scene, event.control or "language", event.language, event.origin)
    elif step is None:
        scene.effects.append(Release(event.take))
        scene.put()
    elif step.input in OPEN:
        _open(scene, step, event)
    elif not scene.at(step):
        _overtaken(scene, step, event)
    else:
        _closed(scene, step, event)


def _declined(scene: Scene, step: Step | None, event: Heard) -> None:
    """« I don't know », heard: said back like any other answer, where the question can be declined."""
    assert event.control is not None
    if step is not None and step != scene.step:
        _overtaken(scene, step, event)
    elif step is not None and declinable(scene.question_of(step)):
        scene.forget_guess()
        scene.confirm(step.name, event.control, event.take)
    else:
        scene.effects.append(Release(event.take))
        decline(scene, event.control, event.origin)


def _open(scene: Scene, step: Step, event: Heard) -> None:
    """Keep what was said; a second message to the same question is added to the first."""
    question = scene.question_of(step)
    takes = _takes(scene, question)
    if event.take in takes:
        return  # kept already, before anybody could listen to it
    if step == scene.step:
        if event.status == "unavailable":
            scene.effects.append(Trouble("hearing_down"))
        scene.say("received")
        given = Given({"takes": [event.take]}, door=event.origin.door)
        finish(scene, question, given, event.origin, event.ask, event.take)
    elif question.key in scene.instance.given:
        more = {**_value(scene, question), "takes": [*takes, event.take]}
        late_value(scene, question, more, event.origin, event.ask, event.take)
    elif holds(question.when, scene.instance.given, scene.instance.facts):
        given = Given({"takes": [event.take]}, door=event.origin.door)
        scene.accept(question, given, event.origin, event.ask, event.take)
        scene.say("received")
        return_from(scene, question)
    if event.take in _takes(scene, question):
        scene.effects.append(Transcribe(event.take, question.key))
    elif Release(event.take) not in scene.effects:
        scene.effects.append(Release(event.take))


def _value(scene: Scene, question: Question) -> dict[str, object]:
    known = scene.instance.given.get(question.key)
    return known.value if known and isinstance(known.value, dict) else {}


def _takes(scene: Scene, question: Question) -> list[str]:
    takes = _value(scene, question).get("takes", [])
    return takes if isinstance(takes, list) else []


def _overtaken(scene: Scene, step: Step, event: Heard) -> None:
    """The question has been answered while we listened; the hand was quicker than the voice."""
    scene.effects += [Trouble("voice_overtaken", step.name), Release(event.take)]
    question = scene.question_of(step)
    known = scene.instance.given.get(question.key)
    if known and known.elsewhere(event.origin.door, event.origin.author):
        scene.tell_kept(question)


def _onward(scene: Scene, step: Step, event: Heard) -> None:
    """Nothing is answered here: a « yes » goes on, anything else plays it again."""
    scene.effects.append(Release(event.take))
    if event.status == "sure":
        take_choice(scene, step, "continue", event.origin, event.ask)
    else:
        scene.put()


def believable(question: Question) -> bool:
    """Whether a guess may ever be the answer: never to what she agrees to, nor to how she is spoken to from then on."""
    return not (question.purpose or question.required or question.sets)


def _believed(scene: Scene, step: Step, option: str, event: Heard) -> None:
    """Say back what was heard, without a question, and go on; ⏪ takes it back as ever."""
    said = Say("i_understood", {"heard": option}, step=step.name)
    scene.effects += [Judged(event.take, "taken"), said]
    take_choice(scene, step, option, event.origin, event.ask, event.take)


def _closed(scene: Scene, step: Step, event: Heard) -> None:
    if step.input == "continue":
        _onward(scene, step, event)
        return
    ask = asks.parse(event.ask) if event.ask else None
    if event.status == "unavailable":
        scene.effects.append(Trouble("hearing_down"))
        scene.say("hearing_down")
        scene.put()
    elif ask and ask.confirming and event.option in ("yes", "no"):
        scene.effects.append(Release(event.take))
        scene.say("choose_picture")  # one tap confirms; a second guess would confirm the first
        scene.put()
    elif event.status == "sure" and event.option:
        scene.forget_guess()
        if event.trusted and believable(scene.question_of(step)):
            _believed(scene, step, event.option, event)
        else:
            scene.confirm(step.name, event.option, event.take)
    elif event.status == "unsure" and event.option and event.second:
        scene.forget_guess()
        likely = tuple(option for option in (event.option, event.second) if step.choice(option))
        scene.miss("choose_picture", event.take, only=likely if len(likely) == 2 else ())
    else:
        scene.miss("not_understood", event.take)
