from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.turns import acts
from bot.web.reading import read_form

ODD = st.none() | st.booleans() | st.integers() | st.text("ab\0 ب۳", max_size=5) | st.just([1]) | st.just({"a": None})
FIELDS = st.sampled_from(["act", "of", "asked", "choice", "key", "control", "text", "sha256", "mime", "bytes", "x"])
ACTS = ["visit", "touch", "key", "control", "who", "text", "voice"]


@pytest.mark.parametrize(
    ("body", "act"),
    [
        ({"act": "visit"}, acts.Visit()),
        ({"act": "touch", "of": "i", "asked": "1.q", "choice": "yes"}, acts.Touch("i", "1.q", "yes")),
        ({"act": "key", "of": "i", "asked": "1.q", "key": "enter"}, acts.KeyTouch("i", "1.q", "enter")),
        ({"act": "key", "key": "x"}, acts.Other("key")),
        ({"act": "control", "of": "i", "asked": "1.q", "control": "stop"}, acts.ControlTouch("i", "1.q", "stop")),
        ({"act": "control", "control": "explode"}, acts.Other("control")),
        ({"act": "who", "choice": "FC-1"}, acts.WhoTouch("FC-1")),
        ({"act": "text", "text": "  bonjour\0 "}, acts.Text("bonjour")),
        ({"act": "text", "text": " "}, acts.Other("empty")),
        ({"act": "voice"}, acts.Other("file")),
        (
            {"act": "voice", "sha256": "ab", "mime": "audio/ogg", "bytes": 3},
            acts.Voice({}, "audio/ogg", 3, sha256="ab"),
        ),
        ({}, acts.Other("form")),
    ],
)
def test_a_kept_form_means_what_was_touched(body: dict[str, Any], act: acts.Act) -> None:
    assert read_form(body) == act


@given(st.dictionaries(FIELDS, ODD | st.sampled_from(ACTS)))
def test_no_kept_form_breaks_the_reader(body: dict[str, Any]) -> None:
    assert isinstance(read_form(body), acts.Act)
