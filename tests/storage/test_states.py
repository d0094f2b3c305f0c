import pytest

from dialogs.states import State, StatesGroup, any_state, default_state


class Survey(StatesGroup):
    begin = State()
    end = State("over")

    class Peers(StatesGroup):
        voice = State()

        class Deep(StatesGroup):
            one = State()


def test_a_state_is_named_by_its_group_and_attribute() -> None:
    assert Survey.begin.state == "Survey:begin"
    assert Survey.end.state == "Survey:over"
    assert Survey.Peers.voice.state == "Survey.Peers:voice"
    assert Survey.Peers.Deep.one.state == "Survey.Peers.Deep:one"
    assert Survey.begin.group is Survey
    assert str(Survey.begin) == repr(Survey.begin) == "<State 'Survey:begin'>"


def test_a_state_alone_has_no_group() -> None:
    assert State("alone").state == "@:alone"
    assert State("alone", group_name="Other").state == "Other:alone"
    assert (default_state.state, any_state.state) == (None, "*")
    assert str(default_state) == "<State ''>"
    with pytest.raises(RuntimeError):
        _ = State("alone").group


def test_a_group_knows_what_is_inside_it() -> None:
    assert Survey.__states__ == (Survey.begin, Survey.end)
    assert Survey.__state_names__ == ("Survey:begin", "Survey:over")
    assert Survey.__childs__ == (Survey.Peers,)
    assert Survey.__all_childs__ == (Survey.Peers, Survey.Peers.Deep)
    assert Survey.__all_states__ == (Survey.begin, Survey.end, Survey.Peers.voice, Survey.Peers.Deep.one)
    assert Survey.__all_states_names__[-1] == "Survey.Peers.Deep:one"
    assert Survey.Peers.Deep.__full_group_name__ == "Survey.Peers.Deep"
    assert Survey.Peers.__parent__ is Survey
    assert Survey.__parent__ is None
    assert Survey.Peers.Deep.get_root() is Survey
    assert set(Survey.Peers) == {Survey.Peers.voice, Survey.Peers.Deep.one}
    assert str(Survey.Peers) == "<StatesGroup 'Survey.Peers'>"


def test_states_names_and_groups_are_found_in_a_group() -> None:
    assert Survey.Peers.voice in Survey
    assert Survey.begin not in Survey.Peers
    assert "Survey.Peers:voice" in Survey
    assert "Peers:voice" not in Survey
    assert Survey.Peers in Survey
    assert Survey not in Survey.Peers
    assert 42 not in Survey


def test_states_and_groups_filter_what_is_stored() -> None:
    assert any_state(None, "anything")
    assert default_state(None, None)
    assert Survey.begin(None, "Survey:begin")
    assert not Survey.begin(None, "Survey:over")
    assert Survey()(None, "Survey.Peers:voice")
    assert not Survey.Peers()(None, "Survey:begin")
    assert str(Survey()) == "StatesGroup Survey"


def test_states_compare_with_states_and_strings() -> None:
    assert Survey.begin == "Survey:begin"
    assert State("begin", group_name="Survey") == Survey.begin
    assert Survey.begin != Survey.end
    assert Survey.begin != 42
    assert len({Survey.begin, State("begin", group_name="Survey")}) == 1


def test_a_state_outside_a_group_of_states_is_refused() -> None:
    # Python 3.12 lets the ValueError through, 3.11 wraps it.
    with pytest.raises((ValueError, RuntimeError)):
        type("Plain", (), {"state": State()})
