"""A picture or button was touched: the question we are at, an older one, a confirmation, a language."""

from dialogs.effects import Release, Trouble
from dialogs.engine import asks
from dialogs.engine.answering import late_value, settle, take_choice
from dialogs.engine.scene import Scene
from dialogs.events import Origin, Press
from dialogs.instance import Guess
from dialogs.kinds import Go, Value, choose
from dialogs.questionnaire import Step


def press(scene: Scene, event: Press) -> None:
    """Take a touch for what it was meant: what stood on the button, on the message it stood on."""
    ask = asks.parse(event.ask)
    if ask is None or ask.number > scene.instance.asked:
        _lost(scene, event)
    elif ask.step == asks.LANGUAGE:
        _language(scene, event.choice)
    elif ask.confirming:
        _confirmed(scene, event)
    elif (step := scene.flow.questionnaire.steps.get(ask.step)) is None:
        _lost(scene, event)
    elif scene.step == step:
        take_choice(scene, step, event.choice, event.origin, event.ask)
    else:
        _late(scene, step, event, ask.number)


def _lost(scene: Scene, event: Press) -> None:
    scene.effects.append(Trouble("unknown_button", event.choice[:40]))
    scene.say("old_question")
    scene.put()


def _language(scene: Scene, choice: str) -> None:
    if choice not in scene.flow.lexicons:
        scene.call_person("language", phrase="other_language")
        return
    scene.prefer("language", choice)
    scene.say("language_changed")
    scene.put()


def _confirmed(scene: Scene, event: Press) -> None:
    """The person's word on what was heard. Only the newest guess counts; it has not been said twice."""
    guess = scene.instance.guess
    if guess is None or guess.ask != event.ask:
        _stale_confirmation(scene, event)
    elif event.choice == "yes":
        _take_guess(scene, guess, event.origin)
    else:
        scene.change(guess=None)
        scene.effects.append(Release(guess.take))
        scene.miss("say_or_tap", guess.take)


def _stale_confirmation(scene: Scene, event: Press) -> None:
    ask = asks.parse(event.ask)
    if ask and ask.number == scene.instance.asked - 1 and event.choice == "yes":
        return  # the same « yes » touched twice
    scene.say("old_question")
    scene.put()


def _take_guess(scene: Scene, guess: Guess, origin: Origin) -> None:
    step = scene.flow.questionnaire.steps[guess.step]
    spoken = Origin(origin.door, "voice", origin.author)
    scene.change(guess=None)
    if step.input == "choices":
        take_choice(scene, step, guess.heard, spoken, guess.ask)
    else:
        settle(scene, step, guess.heard, spoken, guess.ask)
    scene.effects.append(Release(guess.take))


def _late(scene: Scene, step: Step, event: Press, number: int) -> None:
    """A button of an older message: edits that answer, or explains itself aloud."""
    question = scene.question_of(step)
    known = scene.instance.given.get(question.key)
    meant = choose(question.kind, step, event.choice)
    if known is None or meant is None:
        _lost(scene, event)
    elif isinstance(meant, Go):
        _late_branch(scene, step, event, meant)
    elif not question.kept or known.value == meant.value:
        _again(scene, number)
    else:
        late_value(scene, question, meant.value, event.origin, event.ask)


def _late_branch(scene: Scene, step: Step, event: Press, meant: Go) -> None:
    """The first half of a scale, touched again: the other half is asked anew unless it leads where we were."""
    question = scene.question_of(step)
    known = scene.instance.given[question.key]
    branch = scene.flow.questionnaire.steps[meant.step]
    leads = [choose(question.kind, branch, choice.key) for choice in branch.choices]
    if Value(known.value) in leads:
        return
    if known.door != event.origin.door:
        scene.say("already_answered_elsewhere", about=question.key)
        scene.put()
        return
    scene.change(state=scene.flow.state(meant.step), guess=None)
    scene.put()


def _again(scene: Scene, number: int) -> None:
    """The same answer once more. A quick double touch is let pass; an older button brings the question back."""
    if number < scene.instance.asked - 1:
        scene.put()
