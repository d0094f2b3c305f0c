"""After the closing date: nothing new is taken, but nobody is left without a person or her own language."""

from dialogs.effects import Release
from dialogs.engine import asks
from dialogs.engine.controls import follow
from dialogs.engine.hearing import OPEN, heard
from dialogs.engine.pressing import press
from dialogs.engine.scene import Scene
from dialogs.engine.writing import meant_step, request
from dialogs.events import Control, Event, Heard, Press, Speak, Write

STILL_FOLLOWED = ("repeat", "person", "language", "slower", "rights")


def take(scene: Scene, event: Event) -> None:
    """Follow what is asked of the conversation itself; say kindly that the rest is over."""
    if isinstance(event, Heard):
        _heard_in_time(scene, event)
        return
    if isinstance(event, Speak):
        scene.effects.append(Release(event.take))
    asked, language = _asked(scene, event)
    if isinstance(event, Press) and _is_language(event):
        press(scene, event)
    elif asked in STILL_FOLLOWED:
        follow(scene, asked, language, event.origin)
    else:
        scene.say("closed")


def _is_language(event: Press) -> bool:
    ask = asks.parse(event.ask)
    return ask is not None and ask.step == asks.LANGUAGE


def _asked(scene: Scene, event: Event) -> tuple[str, str | None]:
    """What an event asks of the conversation, with the language it names."""
    if isinstance(event, Control):
        return event.name, None
    asked = request(scene, event.text) if isinstance(event, Write) else None
    return (asked.name, asked.language) if asked else ("", None)


def _heard_in_time(scene: Scene, event: Heard) -> None:
    """Only takes spoken before the closing are listened to: an open answer among them counts.

    A closed one would still need a word nobody can give any more.
    """
    step = meant_step(scene, event.ask)
    told = event.control is None and event.status in ("speech", "unavailable")
    if event.control in STILL_FOLLOWED or (told and step is not None and step.input in OPEN):
        heard(scene, event)
    else:
        scene.effects.append(Release(event.take))
        scene.say("closed")
