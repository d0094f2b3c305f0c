"""Text as Telegram keeps it: entities taken out of HTML, offsets in UTF-16 units."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from .refusals import bad

# Bot API, sendMessage and sendVoice: "after entities parsing". Counted in UTF-16 units, which is never
# more generous than the real server.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)>")
HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""")
# The only names the Bot API decodes; every other ampersand stays as it is.
NAMED = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")

Entity = dict[str, Any]


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 units, the unit of all Telegram's offsets."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Reading:
    source: str
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    open_tags: list[tuple[str, Entity]] = field(default_factory=list)

    def offset(self, index: int) -> int:
        return len(self.source[:index].encode())


def from_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text and entities of Telegram's HTML; a fault is refused with its byte offset."""
    reading = _Reading(source)
    index = 0
    while index < len(source):
        start = source.find("<", index)
        start = len(source) if start < 0 else start
        reading.text += NAMED.sub(lambda match: html.unescape(match[0]), source[index:start])
        index = start if start == len(source) else _take_tag(reading, start)
    if reading.open_tags:
        name = reading.open_tags[-1][0]
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{name}\"")
    found = [entity for entity in reading.entities if entity["length"]]
    return reading.text, sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def _take_tag(reading: _Reading, start: int) -> int:
    match = TAG.match(reading.source, start)
    if match is None:
        raise bad(f'can\'t parse entities: Unsupported start tag "" at byte offset {reading.offset(start)}')
    closing, name, attributes = match[1], match[2].lower(), match[3]
    if closing:
        _close(reading, name, start)
    elif name not in TAGS or (name == "span" and "tg-spoiler" not in attributes):
        at = reading.offset(start)
        raise bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {at}')
    else:
        entity: Entity = {"type": TAGS[name], "offset": utf16(reading.text), "length": 0}
        link = HREF.search(attributes)
        reading.open_tags.append((name, entity | ({"url": html.unescape(link[1])} if link else {})))
    return match.end()


def _close(reading: _Reading, name: str, start: int) -> None:
    at = reading.offset(start)
    if not reading.open_tags:
        raise bad(f"can't parse entities: Unexpected end tag at byte offset {at}")
    expected, entity = reading.open_tags.pop()
    if expected != name:
        raise bad(
            f'can\'t parse entities: Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"'
        )
    entity["length"] = utf16(reading.text) - entity["offset"]
    if entity["type"] == "text_link" and "url" not in entity:
        return
    reading.entities.append(entity)


def formatted(source: str, parse_mode: str, given: Any) -> tuple[str, list[Entity]]:
    """Return text and entities of a message or caption; Markdown is refused, this emulator reads HTML."""
    mode = parse_mode.lower()
    if mode not in ("", "html"):
        raise bad("unsupported parse_mode")
    text, entities = from_html(source) if mode else (source, _entities(given))
    _check(text, entities)
    return _stripped(text, entities)


def _entities(given: Any) -> list[Entity]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad("expected an Array of MessageEntity")
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad("can't parse MessageEntity: Unsupported type specified")
        for name in ("offset", "length"):
            if not isinstance(entity.get(name), int):
                raise bad(f'can\'t parse MessageEntity: Field "{name}" must be of type Number')
    return given


def _check(text: str, entities: list[Entity]) -> None:
    size = utf16(text)
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        if offset < 0:
            raise bad(f"receive an entity with incorrect offset {offset}")
        if offset > size:
            raise bad(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > size:
            end = offset + length
            where = f"at UTF-16 offset {end}"
            raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text {where}")


def _stripped(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    left = text.lstrip()
    shift, kept = utf16(text) - utf16(left), left.rstrip()
    size = utf16(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(size, entity["offset"] + entity["length"] - shift)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved
