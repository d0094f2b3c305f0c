"""The engine: `step(flow, instance, event, now)` says what becomes of an instance and what is to be done.

It is pure. It stores nothing, sends nothing and asks no clock; the turn around it does (`bot.turns`).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from dialogs.changing import changed
from dialogs.effects import Effect
from dialogs.engine import closing, controls, hearing, pressing, writing
from dialogs.engine.scene import Scene
from dialogs.events import Begin, Control, Event, Heard, Key, Press, Speak, Strange, Write
from dialogs.flow import Flow
from dialogs.instance import Instance

HANDLERS: Mapping[type[Event], Callable[[Scene, Any], None]] = {
    Begin: controls.begin,
    Press: pressing.press,
    Key: writing.key,
    Write: writing.write,
    Speak: hearing.speak,
    Heard: hearing.heard,
    Control: controls.control,
    Strange: controls.strange,
}


def step(flow: Flow, instance: Instance, event: Event, now: datetime) -> tuple[Instance, tuple[Effect, ...]]:
    """One event: the instance afterwards, and the effects in the order people should notice them.

    Raises `UnknownState` when the stored state is not one of this questionnaire version.
    """
    flow.check(instance)
    scene = Scene(flow, instance, now)
    if instance.closed:
        closing.take(scene, event)
    else:
        scene.change(paused=instance.paused and isinstance(event, Heard))
        HANDLERS[type(event)](scene, event)
    return changed(scene.instance, touched=now), tuple(scene.effects)
