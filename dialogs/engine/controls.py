"""The controls that are always there, coming back, and messages that are no answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.controls import CONTROLS, NONE_CODES
from dialogs.effects import Rights, Trouble
from dialogs.engine import asks
from dialogs.engine.answering import finish
from dialogs.engine.scene import Scene
from dialogs.events import Begin, Control, Origin, Strange
from dialogs.flow import START, put_to
from dialogs.instance import Given
from dialogs.questionnaire import Question

UNSKIPPABLE = ("info", "language")


def begin(scene: Scene, event: Begin) -> None:
    """Put the first question, or say where we stopped and put the last one again."""
    if scene.step is None:  # at the beginning; or at an end that may be somebody else's, of those who hold it too
        scene.move_on()
    elif not event.called:
        scene.say("welcome_back")
        scene.say("where_we_were")
    scene.put()


def control(scene: Scene, event: Control) -> None:
    """A control was touched. « I don't know » on an old message is no answer to the question we are at."""
    ask = asks.parse(event.ask) if event.ask else None
    old = ask is not None and ask.step != asks.LANGUAGE and ask.step != scene.instance.step
    if event.name in ("dont_know", "rather_not") and old:
        scene.say("old_question")
        scene.put()
    else:
        follow(scene, event.name, None, event.origin)


def follow(scene: Scene, name: str, language: str | None, origin: Origin) -> None:
    """Do what a control says, however it was given: touched, typed or spoken."""
    if name not in CONTROLS:
        scene.effects.append(Trouble("unknown_button", name[:40]))
        scene.put()
    elif language and language in scene.flow.lexicons:
        scene.prefer("language", language)
        scene.say("language_changed")
        scene.put()
    elif name in NONE_CODES:
        decline(scene, name, origin)
    else:
        FOLLOWED[name](scene)


def declinable(question: Question) -> bool:
    """Whether « I don't know » answers a question: there is nothing to decline in a greeting or a language."""
    return question.kind not in UNSKIPPABLE and not question.required


def decline(scene: Scene, none: str, origin: Origin) -> None:
    """Take « I don't know » or « I'd rather not say » for the answer; what is known of a date is kept."""
    if scene.step is None:
        scene.put()
        return
    question = scene.question_of(scene.step)
    if not declinable(question):
        scene.miss("no_answer_here" if question.required else scene.how)
        return
    partial = scene.instance.partial
    known = Given(partial, door=origin.door) if partial and none == "dont_know" else Given(none=none, door=origin.door)
    finish(scene, question, known, origin, scene.instance.ask)


def _correct(scene: Scene) -> None:
    """Go back to the beginning of the question we are in, or to the nearest earlier one that was answered."""
    here = scene.step
    if here and (here.name != here.question or scene.instance.guess):
        scene.forget_guess(instead="")
        scene.change(state=scene.flow.state(here.question), partial="")
        scene.put()
        return
    walker = scene.instance
    while True:
        walker = replace(walker, state=scene.flow.move(walker, "back"))
        if walker.step == START:
            scene.say("nothing_before")
            break
        if walker.step in walker.given and _hers(scene, scene.flow.questionnaire.by_key[walker.step]):
            scene.change(state=walker.state, partial="")
            break
    scene.put()


def _hers(scene: Scene, question: Question) -> bool:
    """Whether an answer can be looked at again by who is answering."""
    return question.kept and put_to(question, scene.instance.facts)


def _slower(scene: Scene) -> None:
    slow = not scene.instance.slow
    scene.prefer("slow", "yes" if slow else "no")
    scene.say("slower_on" if slow else "slower_off")
    scene.put()


def _stop(scene: Scene) -> None:
    scene.change(paused=True)
    scene.say("stopped")


def _rights(scene: Scene) -> None:
    """What she agreed to and what is kept of her is shown to her alone; a helper gets a person to her."""
    if scene.instance.facts.get("held"):
        scene.call_person("asked")
    else:
        scene.effects.append(Rights())


FOLLOWED: Mapping[str, Callable[[Scene], None]] = {
    "repeat": lambda scene: scene.put(),
    "correct": _correct,
    "person": lambda scene: scene.call_person("asked"),
    "language": lambda scene: scene.choose_language(),
    "slower": _slower,
    "stop": _stop,
    "rights": _rights,
}


def strange(scene: Scene, event: Strange) -> None:
    """A sticker, a video note, a file, an empty message: nothing that answers, said kindly and kept as a row."""
    scene.effects.append(Trouble("not_an_answer", event.kind))
    scene.miss("not_this_kind")
