"""The documents the law asks for, made from what the code asks, keeps and sends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.access import table as access
from bot.documents import inventory
from bot.documents.blocks import Block, Document, Row, bullets, heading, paragraph, table
from bot.documents.notice import notice
from bot.documents.outside import outside
from bot.loading import Programme
from bot.settings import Settings
from dialogs.questionnaire import SOURCE
from storage.records.targets import Target

TO_FILL = "[à compléter]"
OF = {"person": "participants", "team": "équipe", "nobody": "personne"}


@dataclass(frozen=True, slots=True)
class Installation:
    """What the documents are about: the programme, this installation's settings and targets, and whose register it is.

    `cae` is empty where none is named.
    """

    programme: Programme
    settings: Settings
    targets: Sequence[Target]
    cae: str
    day: date


def documents(about: Installation) -> list[Document]:
    """The register entry, the impact assessment and the notice."""
    written = [_document("registre", "register", about), _document("aipd", "assessment", about)]
    return [*written, notice(about.programme, _made(about))]


def _document(name: str, file: str, about: Installation) -> Document:
    source = inventory.prose(file)
    blocks = [paragraph(_made(about))]
    for section in source["sections"]:
        blocks += _section(section, source, about)
    return Document(name, source["title"], tuple(blocks))


def _made(about: Installation) -> str:
    return f"Fait le {about.day:%d/%m/%Y} par « flashcoop documents », pour {about.cae or TO_FILL}."


def _section(section: Mapping[str, Any], source: Mapping[str, Any], about: Installation) -> Iterator[Block]:
    if "title" in section:
        yield heading(section["title"], section.get("level", 2))
    if "text" in section:
        yield paragraph(section["text"])
    if "bullets" in section:
        yield bullets(section["bullets"])
    if "list" in section:
        yield bullets(inventory.entries()[section["list"]])
    if "table" in section:
        head, rows = TABLES[section["table"]]
        yield table(head, [*rows(about, source)])


def _controller(about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    yield "Responsable", about.cae or TO_FILL
    for what in ("Représentant, adresse, téléphone", "Délégué à la protection des données", "Responsable conjoint"):
        yield what, TO_FILL
    yield "Hébergeur du serveur, pays", TO_FILL
    yield "Adresse de l'assistant", about.settings.public_url or TO_FILL


def _purposes(about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    for purpose, question in inventory.agreements(about.programme):
        told = inventory.entries()["purposes"][purpose]
        yield purpose, told["for"], question.first.phrase.wording(SOURCE).printed, told["ground"]


def _questionnaires(about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    said = inventory.entries()
    for each in inventory.questionnaires(about.programme):
        kept = [question for question in each.questions if question.kept]
        naming = sum(question.personal for question in kept)
        counted = f"{len(kept)}, dont {naming} qui nomment" if naming else str(len(kept))
        yield said["questionnaires"][each.id], said["audiences"][each.audience], said["moments"][each.moment], counted


def _fields(about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    said = inventory.entries()["fields"]
    for name, question in inventory.personal(about.programme):
        yield name, question.first.phrase.wording(SOURCE).printed, said[name]


def _fund(about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    for asked in inventory.questionnaires(about.programme):
        for question in asked.questions:
            if "fse" in question.references and not question.personal:
                yield f"{asked.id}.{question.key}", question.first.phrase.wording(SOURCE).printed


def _recipients(_about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    said = inventory.entries()
    for role, who in said["roles"].items():
        seen: dict[str, list[str]] = {}
        for action, granted in access.table().items():
            if role in granted and action in said["actions"]:
                seen.setdefault(said["scopes"][granted[role]], []).append(said["actions"][action])
        for scope, what in seen.items():
            yield who, scope, " ; ".join(what)


def _retention(_about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    yield from inventory.retention()


def _outside(about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    yield from outside(about.settings, about.targets)


def _tables(_about: Installation, _source: Mapping[str, Any]) -> Iterator[Row]:
    for name, told in inventory.entries()["tables"].items():
        yield name, told["holds"], OF[told["of"]]


def _risks(_about: Installation, source: Mapping[str, Any]) -> Iterator[Row]:
    for each in source["risks"]:
        yield each["risk"], each["impact"], each["from"], each["against"], f"{each['gravity']}, {each['likelihood']}"


RETENTION_HEAD = ("Quoi", "Où", "Combien de temps")
Rows = Callable[[Installation, Mapping[str, Any]], Iterator[Row]]
TABLES: Mapping[str, tuple[Sequence[str], Rows]] = {
    "controller": (("Qui", "Coordonnées"), _controller),
    "purposes": (("Accord", "À quoi il sert", "Ce qui est demandé", "Base légale proposée"), _purposes),
    "questionnaires": (("Questionnaire", "Qui répond", "Quand", "Questions"), _questionnaires),
    "fields": (("Champ", "Ce qui est demandé", "Pourquoi"), _fields),
    "fund": (("Champ", "Ce qui est demandé"), _fund),
    "recipients": (("Rôle", "Où", "Ce qu'il voit ou fait"), _recipients),
    "outside": (("Qui", "Ce qu'il reçoit", "En tant que", "Ici"), _outside),
    "retention": (RETENTION_HEAD, _retention),
    "tables": (("Table", "Ce qu'elle contient", "De qui"), _tables),
    "risks": (("Risque", "Pour la personne", "D'où", "Contre cela", "Gravité, vraisemblance"), _risks),
}
