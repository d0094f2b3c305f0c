"""A picture or button was touched: the question we are at, an older one, a confirmation, a language."""

from dataclasses import replace

from dialogs.controls import NONE_CODES
from dialogs.effects import Judged, Trouble
from dialogs.engine import asks
from dialogs.engine.answering import finish, late_value, settle, take_choice
from dialogs.engine.controls import decline
from dialogs.engine.scene import Scene
from dialogs.events import HELD_MODES, Origin, Press
from dialogs.instance import Given, Guess
from dialogs.kinds import Go, Value, choose
from dialogs.questionnaire import Question, Step

KEEP_AUDIO = "keep_audio"  # the purpose that has to be agreed to before a recording is more than a way to answer


def press(scene: Scene, event: Press) -> None:
    """Take a touch for what it was meant: what stood on the button, on the message it stood on."""
    ask = asks.parse(event.ask)
    if ask is None or ask.number > scene.instance.asked:
        _lost(scene, event)
    elif ask.step == asks.LANGUAGE:
        language(scene, event.choice)
    elif ask.confirming:
        confirmed(scene, event)
    elif (step := scene.flow.questionnaire.steps.get(ask.step)) is None:
        _lost(scene, event)
    elif scene.at(step):
        take_choice(scene, step, event.choice, event.origin, event.ask)
    else:
        _late(scene, step, event)


def _lost(scene: Scene, event: Press) -> None:
    scene.effects.append(Trouble("unknown_button", event.choice[:40]))
    scene.say("old_question")
    scene.put()


def language(scene: Scene, choice: str) -> None:
    """Speak a language from here on; one nobody here speaks is for a person."""
    if choice not in scene.flow.lexicons:
        scene.call_person("language", phrase="other_language")
        return
    scene.prefer("language", choice)
    scene.say("language_changed")
    scene.put()


def confirmed(scene: Scene, event: Press) -> None:
    """The person's word on what was heard. Only the newest guess counts; it has not been said twice."""
    guess = scene.instance.guess
    if guess is None or guess.ask != event.ask:
        _stale_confirmation(scene, event)
    elif event.choice == "yes":
        _take_guess(scene, guess, event.origin)
    elif event.choice != "no":
        _lost(scene, event)
    else:
        step = scene.flow.questionnaire.steps[guess.step]
        scene.effects.append(Judged(guess.take, "refused"))
        scene.change(guess=None)  # the take stays for now: a person may have to hear it
        scene.miss("say_or_tap" if step.input == "choices" else scene.how, guess.take)


def _stale_confirmation(scene: Scene, event: Press) -> None:
    ask = asks.parse(event.ask)
    done = event.choice == "yes" or (ask and ask.step == scene.instance.step)
    if ask and ask.number >= scene.instance.asked - 1 and done:
        return  # the same button touched twice
    scene.say("old_question")
    scene.put()


def _take_guess(scene: Scene, guess: Guess, origin: Origin) -> None:
    step = scene.flow.questionnaire.steps[guess.step]
    spoken = origin if origin.mode in HELD_MODES else replace(origin, mode="voice")
    if _may_be_kept(scene, scene.question_of(step), guess.heard):
        scene.spoken = guess.take
    if guess.heard in NONE_CODES:
        decline(scene, guess.heard, spoken)
    elif step.input == "choices":
        take_choice(scene, step, guess.heard, spoken, guess.ask)
    else:
        settle(scene, step, guess.heard, spoken, guess.ask)


def _may_be_kept(scene: Scene, question: Question, heard: str) -> bool:
    """Whether the recording of an agreement may be kept with it: not before « keep my voice » has its « yes »."""
    given = {**scene.instance.given, question.key: Given(heard)}
    asked = [each.key for each in scene.flow.questionnaire.questions if each.purpose == KEEP_AUDIO]
    return bool(question.purpose) and all(key in given and given[key].value == "yes" for key in asked)


def _late(scene: Scene, step: Step, event: Press) -> None:
    """A button of an older message: edits that answer, or explains itself aloud."""
    question = scene.question_of(step)
    known = scene.instance.given.get(question.key)
    meant = choose(question.kind, step, event.choice)
    if meant is not None and scene.step and scene.step.question == question.key:
        _other_step(scene, question, event, meant)
    elif known is None or meant is None:
        _lost(scene, event)
    elif isinstance(meant, Go):
        _late_branch(scene, event, question, meant)
    elif not question.kept or known.value == meant.value:
        _again(scene, event)
    else:
        late_value(scene, question, meant.value, event.origin, event.ask)


def _other_step(scene: Scene, question: Question, event: Press, meant: Go | Value) -> None:
    """Another card of the question we are in: the other half of a scale, or the end of it."""
    if isinstance(meant, Value):
        finish(scene, question, Given(meant.value, door=event.origin.door), event.origin, event.ask)
    elif scene.instance.step == meant.step:
        _again(scene, event)
    else:
        _ask_branch(scene, meant)


def _ask_branch(scene: Scene, meant: Go) -> None:
    scene.forget_guess()
    scene.change(state=scene.flow.state(meant.step), partial="")
    scene.put()


def _late_branch(scene: Scene, event: Press, question: Question, meant: Go) -> None:
    """The first half of a scale, touched again: the other half is asked anew unless it leads where we were."""
    known = scene.instance.given[question.key]
    branch = scene.flow.questionnaire.steps[meant.step]
    leads = [choose(question.kind, branch, choice.key) for choice in branch.choices]
    if Value(known.value) in leads:
        _again(scene, event)
    elif known.elsewhere(event.origin.door, event.origin.author):
        scene.tell_kept(question)
    else:
        _ask_branch(scene, meant)


def _again(scene: Scene, event: Press) -> None:
    """The same answer once more. A quick double touch is let pass; an older button brings the question back."""
    ask = asks.parse(event.ask)
    if ask and ask.number < scene.instance.asked - 1:
        scene.put()
