import random
from dataclasses import replace

import pytest

from dialogs.flow import Flow
from dialogs.instance import DONE, Given, Instance
from tests.loaded import loaded

PROGRAMME = loaded()


def walked(flow: Flow, instance: Instance) -> list[str]:
    """The states the machine goes through, one « next » after the other."""
    states, state = [], flow.initial
    while not state.endswith(f":{DONE}"):
        state = flow.move(replace(instance, state=state), "next")
        states.append(state)
    return states


@pytest.mark.parametrize("name", sorted(PROGRAMME.flows))
def test_what_lies_ahead_is_where_the_machine_goes(name: str) -> None:
    flow, chance = PROGRAMME.flows[name], random.Random(5)
    for _ in range(20):
        given = {
            question.key: Given(chance.choice([choice.key for choice in question.first.choices] or ["yes", "no"]))
            for question in flow.questionnaire.questions
            if chance.random() < 0.7
        }
        instance = Instance("abcd1234", flow.initial, given=given, facts={"held": chance.random() < 0.5})
        assert list(flow.ahead(instance)) == walked(flow, instance)
