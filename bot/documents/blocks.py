"""What a document is made of, whatever it is written as: headings, paragraphs, lists, tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dialogs.questionnaire import SOURCE

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document. `lines` are what it says: one for a heading or paragraph, one each item of a list; `rows`
    are those of a table, whose head `lines` are. `language` is that of its text.
    """

    kind: Literal["heading", "paragraph", "list", "table"]
    lines: Row
    rows: tuple[Row, ...] = ()
    level: int = 2
    language: str = SOURCE


@dataclass(frozen=True, slots=True)
class Document:
    """A document under the name of its files, without ending."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def heading(text: str, level: int = 2, language: str = SOURCE) -> Block:
    """A heading; the document's title is level 1."""
    return Block("heading", (text,), level=level, language=language)


def paragraph(text: str, language: str = SOURCE) -> Block:
    """A paragraph; line breaks of a YAML file are none."""
    return Block("paragraph", (" ".join(text.split()),), language=language)


def bullets(items: Sequence[str]) -> Block:
    """A list."""
    return Block("list", tuple(" ".join(each.split()) for each in items))


def table(head: Sequence[str], rows: Sequence[Row], language: str = SOURCE) -> Block:
    """A table. Raises ValueError for a row of another width than its head."""
    if any(len(row) != len(head) for row in rows):
        raise ValueError(f"a row of {head[0]} has another width than its head")
    return Block("table", tuple(head), tuple(rows), language=language)


def markdown(document: Document) -> str:
    """The document as Markdown."""
    parts = [f"# {document.title}", *(part for block in document.blocks for part in _written(block))]
    return "\n\n".join(parts) + "\n"


def _written(block: Block) -> Iterator[str]:
    if block.kind == "heading":
        yield f"{'#' * block.level} {block.lines[0]}"
    elif block.kind == "paragraph":
        yield block.lines[0]
    elif block.kind == "list":
        yield "\n".join(f"- {line}" for line in block.lines)
    else:
        yield "\n".join([_cells(block.lines), "|" + "---|" * len(block.lines), *map(_cells, block.rows)])


def _cells(row: Row) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |"


def printed(document: Document) -> dict[str, Any]:
    """The document as the JSON that `document.typ` reads; the backquotes of names are for Markdown."""
    return {"title": document.title, "blocks": [_printed(block) for block in document.blocks]}


def _printed(block: Block) -> dict[str, Any]:
    rows = [_plain(row) for row in block.rows]
    about = {"kind": block.kind, "level": block.level, "language": block.language}
    return {**about, "lines": _plain(block.lines), "rows": rows}


def _plain(row: Row) -> list[str]:
    return [cell.replace("`", "") for cell in row]
