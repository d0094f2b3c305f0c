import json
from typing import Any


def dump(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """The stored form of a JSON value; half a character (a lone surrogate) becomes a question mark."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def load(text: str) -> Any:  # noqa: ANN401 -- any JSON value
    """The JSON value of a stored form; ValueError when it is damaged."""
    return json.loads(text)
