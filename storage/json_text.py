from json import JSONDecoder, JSONEncoder
from typing import Any

# Made once: `json.dumps` with options makes an encoder at each call.
_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
canonical = JSONEncoder(sort_keys=True, separators=(",", ":")).encode  # the same text for the same value, in ASCII
_decode = JSONDecoder().decode


def dump(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """The stored form of a JSON value; half a character (a lone surrogate) becomes a question mark."""
    text = _encode(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def load(text: str) -> Any:  # noqa: ANN401 -- any JSON value
    """The JSON value of a stored form; ValueError when it is damaged."""
    return _decode(text)
