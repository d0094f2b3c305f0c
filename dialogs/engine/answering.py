"""Taking an answer: a choice at a step, a value given in words or keys, an answer that comes late."""

from dialogs.effects import Release, Trouble
from dialogs.engine.scene import Scene
from dialogs.events import Origin
from dialogs.instance import Given
from dialogs.kinds import Go, choose
from dialogs.questionnaire import Question, Step
from dialogs.values import BadValue, More, complete


def take_choice(
    scene: Scene, step: Step, choice: str, origin: Origin, ask: str | None, take: str | None = None
) -> None:
    """A choice of the step we are at: go on inside the question, or take its value and move on.

    `take` is the recording it was heard in, where it was not the person who confirmed it.
    """
    question = scene.question_of(step)
    meant = choose(question.kind, step, choice)
    if meant is None:
        scene.effects.append(Trouble("unknown_button", choice[:40]))
        scene.miss(scene.how)
        return
    scene.forget_guess(choice)
    if isinstance(meant, Go):
        if take is not None:
            scene.effects.append(Release(take))
        scene.change(misses=0)
        scene.enter(choice)
        scene.put()
    elif question.kind == "language" and meant.value not in scene.flow.lexicons:
        scene.call_person("language", phrase="other_language")
    elif scene.taken(question, meant.value):
        scene.say("picture_taken")
        scene.put()
    else:
        finish(scene, question, Given(meant.value, door=origin.door), origin, ask, take)


def settle(scene: Scene, step: Step, value: str, origin: Origin, ask: str | None) -> None:
    """A value already read for a keypad step: whole, or one more part of it, or impossible."""
    question = scene.question_of(step)
    scene.forget_guess()
    result = complete(question, step, scene.instance.partial, value, scene.now.date())
    if isinstance(result, BadValue):
        scene.change(draft="")
        scene.miss(result.phrase)
    elif isinstance(result, More):
        scene.change(partial=result.partial, misses=0)
        for _ in range(result.steps):
            scene.enter("more")
        scene.put()
    else:
        finish(scene, question, Given(result.value, door=origin.door), origin, ask)


def finish(
    scene: Scene, question: Question, given: Given, origin: Origin, ask: str | None, take: str | None = None
) -> None:
    """Take the answer to the question we are at, and go on; a refused required consent holds us here."""
    again = scene.refused(question.key)
    scene.accept(question, given, origin, ask, take)
    if scene.refused(question.key):
        _hold(scene, again)
        return
    _tell_audio(scene, question, given.value)
    if question.sets == "language":
        scene.say("language_changed")
    move(scene)


def _hold(scene: Scene, again: bool) -> None:
    """Without a « yes » we stay where it was asked, and a person comes; once is enough to call her."""
    if again:
        scene.say("consent_needed_person")
    else:
        scene.call_person("refused", phrase="consent_needed_person")


def _tell_audio(scene: Scene, question: Question, value: object) -> None:
    if question.purpose == "keep_audio" and value == "no":
        scene.say("audio_not_kept")


def move(scene: Scene) -> None:
    """Go to the next question and put it; nothing is said at the end but that it is the end."""
    scene.move_on()
    scene.put()


def return_from(scene: Scene, question: Question) -> None:
    """After an answer to another question: back to the one being looked at again, or to the next one open."""
    here = scene.step
    if here and here.question != question.key and here.question in scene.instance.given:
        scene.put()
    else:
        move(scene)


def late_value(
    scene: Scene, question: Question, value: object, origin: Origin, ask: str | None, take: str | None = None
) -> None:
    """A different answer to a question behind us: an edit where it was given, a refusal through another door.

    Through another door the person could not see that the question was answered in the meantime: what was
    kept is said, and how to change it, instead of letting the last one win in silence.
    """
    if scene.instance.given[question.key].elsewhere(origin.door, origin.author):
        if take:
            scene.effects.append(Release(take))
        scene.tell_kept(question)
    elif scene.taken(question, value):
        scene.say("picture_taken")
        scene.put()
    elif question.kind == "language" and value not in scene.flow.lexicons:
        scene.call_person("language", phrase="other_language")
    else:
        scene.accept(question, Given(value, door=origin.door), origin, ask, take)
        _after_late(scene, question, value, take)


def _after_late(scene: Scene, question: Question, value: object, take: str | None) -> None:
    if scene.refused(question.key):
        scene.move_on()
        _hold(scene, again=False)
        return
    scene.say("received" if take else "changed", about="" if take else question.key)
    _tell_audio(scene, question, value)
    return_from(scene, question)
