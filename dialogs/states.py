"""States and groups of states, in aiogram 3's words: strings `Group:state`, nested `Outer.Inner:state`.

Someone who knows aiogram is at home, and a storage cannot tell whose states it keeps
(docs.aiogram.dev, « Finite State Machine »).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

NO_GROUP = "@"
ANY = "*"


class State:
    """One state. Inside a group it takes its name from there; outside one its group is `@`."""

    def __init__(self, state: str | None = None, group_name: str | None = None) -> None:
        self._state = state
        self._group_name = group_name
        self._group: type[StatesGroup] | None = None

    @property
    def group(self) -> "type[StatesGroup]":
        """The group it belongs to. Raises RuntimeError outside one."""
        if self._group is None:
            raise RuntimeError("this state is not in a group")
        return self._group

    @property
    def state(self) -> str | None:
        """The string that is stored: `Group:state`, `*` for any state, None for no state."""
        if self._state is None or self._state == ANY:
            return self._state
        group = self._group.__full_group_name__ if self._group and not self._group_name else self._group_name
        return f"{group or NO_GROUP}:{self._state}"

    def set_parent(self, group: "type[StatesGroup]") -> None:
        """Put it into a group. Raises ValueError for anything else."""
        if not (isinstance(group, type) and issubclass(group, StatesGroup)):
            raise ValueError("a state belongs to a subclass of StatesGroup")
        self._group = group

    def __set_name__(self, owner: "type[StatesGroup]", name: str) -> None:
        if self._state is None:
            self._state = name
        self.set_parent(owner)

    def __call__(self, event: object, raw_state: str | None = None) -> bool:
        """Whether a stored state is this one: how aiogram filters events."""
        return self.state == ANY or raw_state == self.state

    def __eq__(self, other: object) -> bool:
        if isinstance(other, State):
            return self.state == other.state
        return self.state == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.state)

    def __str__(self) -> str:
        return f"<State '{self.state or ''}'>"

    __repr__ = __str__


class StatesGroupMeta(type):
    """Collects the states and groups written inside a group."""

    __parent__: "StatesGroupMeta | None"
    __childs__: "tuple[StatesGroupMeta, ...]"
    __states__: tuple[State, ...]
    __state_names__: tuple[str | None, ...]
    __all_childs__: "tuple[StatesGroupMeta, ...]"
    __all_states__: tuple[State, ...]
    __all_states_names__: tuple[str | None, ...]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "StatesGroupMeta":
        """Make a group and put what is inside under it."""
        group = super().__new__(cls, name, bases, namespace)
        group.__parent__ = None
        group.__childs__ = tuple(each for each in namespace.values() if isinstance(each, StatesGroupMeta))
        group.__states__ = tuple(each for each in namespace.values() if isinstance(each, State))
        for child in group.__childs__:
            child.__parent__ = group
        group.collect()
        return group

    def collect(cls) -> None:
        """Find the states here and below, whose names depend on where the group is."""
        for child in cls.__childs__:
            child.collect()
        cls.__all_childs__ = cls.__childs__ + tuple(below for child in cls.__childs__ for below in child.__all_childs__)
        cls.__all_states__ = cls.__states__ + tuple(state for child in cls.__childs__ for state in child.__all_states__)
        cls.__state_names__ = tuple(state.state for state in cls.__states__)
        cls.__all_states_names__ = tuple(state.state for state in cls.__all_states__)

    @property
    def __full_group_name__(cls) -> str:
        return f"{cls.__parent__.__full_group_name__}.{cls.__name__}" if cls.__parent__ else cls.__name__

    def get_root(cls) -> "StatesGroupMeta":
        """The outermost group around this one."""
        return cls.__parent__.get_root() if cls.__parent__ else cls

    def __contains__(cls, item: object) -> bool:
        if isinstance(item, str):
            return item in cls.__all_states_names__
        if isinstance(item, State):
            return item in cls.__all_states__
        return isinstance(item, StatesGroupMeta) and item in cls.__all_childs__

    def __iter__(cls) -> Iterator[State]:
        return iter(cls.__all_states__)

    def __str__(cls) -> str:
        return f"<StatesGroup '{cls.__full_group_name__}'>"


class StatesGroup(metaclass=StatesGroupMeta):
    """A group of states; what is written in it as `State()` is named after the attribute."""

    __full_group_name__: ClassVar[str]

    def __call__(self, event: object, raw_state: str | None = None) -> bool:
        """Whether a stored state is one of the group, here or below: how aiogram filters events."""
        return raw_state in type(self).__all_states_names__

    def __str__(self) -> str:
        return f"StatesGroup {type(self).__full_group_name__}"


default_state = State()
any_state = State(state=ANY)
