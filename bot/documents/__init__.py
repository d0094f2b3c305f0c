"""The papers a CAE keeps because the law asks for them, made from the running code so that they stay true."""

from collections.abc import Iterator
from pathlib import Path

from bot.documents.blocks import markdown, printed
from bot.documents.making import Installation, documents
from bot.printing import pdf

TEMPLATE = Path(__file__).parent / "document.typ"


def files(about: Installation) -> Iterator[tuple[str, bytes]]:
    """Each document as Markdown and as PDF: the name of the file and its bytes."""
    for document in documents(about):
        yield f"{document.name}.md", markdown(document).encode()
        yield f"{document.name}.pdf", pdf(TEMPLATE, printed(document))
