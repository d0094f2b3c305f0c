"""A list of people, line by line: what is read of each, and what is doubtful about it. Nothing is kept here."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.enrolling.tables import FORMULA, Row, read_table
from dialogs.reading.normalise import ascii_digits, strip_controls
from dialogs.values import read_phone
from storage.refusals import Refused

MOST = 40  # people of one list; a Flashcoop has three to eight, some lists hold who was asked
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
# What the columns are called, by the field they fill, as `plain` writes them.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("prenom", "prenoms", "first name", "firstname", "given name", "الاسم", "الاسم الاول", "نام"),
    "last_name": ("nom", "nom de famille", "last name", "lastname", "surname", "اللقب", "اسم العائله", "تخلص"),
    "civility": ("civilite", "civ", "titre", "title", "genre", "sexe"),
    "language": ("langue", "langue parlee", "language", "اللغه", "زبان"),
    "phone": ("telephone", "tel", "telephone portable", "portable", "mobile", "numero", "phone", "الهاتف", "تلفون"),
    "mail": ("email", "e mail", "mail", "courriel", "adresse mail", "adresse e mail", "البريد", "ایمیل"),
    "address": ("adresse", "adresse postale", "address", "العنوان", "ادرس"),
    "prescriber_org": ("prescripteur", "structure", "structure prescriptrice", "prescriber", "orienteur"),
    "prescriber_person": ("interlocuteur", "referent", "contact prescripteur", "conseiller", "conseillere"),
}
LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("fr", "fra", "francais", "french"), "fr"),
    **dict.fromkeys(("ar", "ara", "arabe", "arabic", "عربي", "العربيه"), "ar"),
    **dict.fromkeys(("fa", "fa af", "prs", "dari", "persan", "farsi", "perse", "دری", "فارسی"), "fa_AF"),
}
CIVILITIES: Mapping[str, str] = {
    **dict.fromkeys(("mme", "madame", "mlle", "f", "femme", "mrs", "ms"), "madame"),
    **dict.fromkeys(("m", "mr", "monsieur", "h", "homme"), "monsieur"),
}

State = Literal["ready", "duplicate", "known", "unreadable"]


@dataclass(frozen=True)
class Line:
    """One line of a list: its number in the file, what is read of it, and sentences about what is not.

    `same` is the line it repeats. Only what is `unreadable` cannot be imported.
    """

    number: int
    values: Mapping[str, str]
    state: State = "ready"
    notes: tuple[str, ...] = ()
    same: int | None = None
    language: str | None = None

    @property
    def name(self) -> str:
        """The written name."""
        return " ".join(part for part in (self.values.get("first_name"), self.values.get("last_name")) if part)


@dataclass(frozen=True)
class PeopleList:
    """A list as it was read. `source` names the file by its content; `ignored` are columns nothing is read of."""

    source: str
    lines: tuple[Line, ...]
    ignored: tuple[str, ...] = field(default=())


def read_list(content: bytes) -> PeopleList:
    """The people of a file. Raises Refused, with one sentence, where it is no list of people."""
    rows = read_table(content)
    at, fields = _header(rows)
    body = rows[at + 1 :]
    if len(body) > MOST:
        raise Refused(
            "list_too_long", f"Cette liste a {len(body)} personnes, {MOST} au plus : gardez celles du Flashcoop."
        )
    if not body:
        raise Refused("list_empty", "Cette liste a des titres de colonnes, mais personne.")
    known = [name for name, key in zip(rows[at][1], fields, strict=True) if not key and name]
    lines = [_line(number, cells, fields) for number, cells in body]
    return PeopleList(hashlib.sha256(content).hexdigest(), tuple(_without_doubles(lines)), tuple(known))


def plain(text: str) -> str:
    """A text as names and titles are compared: no case, accents, marks or punctuation."""
    parts = unicodedata.normalize("NFKD", strip_controls(text)).casefold()
    kept = "".join(part for part in parts if not unicodedata.combining(part))
    letters = str.maketrans("ةيىك", "هییک")
    return " ".join(re.sub(r"[\W_]+", " ", kept.translate(letters)).split())


NAMES = {plain(name): key for key, names in COLUMNS.items() for name in names}
SPOKEN = {plain(name): code for name, code in LANGUAGES.items()}


def _header(rows: Sequence[Row]) -> tuple[int, list[str]]:
    """Where the titles of the columns stand, and the field of each (empty: none); notes may stand above them."""
    for place, (_, cells) in enumerate(rows[:10]):
        fields = [NAMES.get(plain(cell), "") for cell in cells]
        fields = [key if key not in fields[:at] else "" for at, key in enumerate(fields)]
        if "first_name" in fields or "last_name" in fields:
            return place, fields
    raise Refused(
        "list_columns",
        "La première ligne doit nommer les colonnes : prénom, nom, civilité, langue, téléphone, e-mail, prescripteur.",
    )


def _line(number: int, cells: Sequence[str], fields: Sequence[str]) -> Line:
    given = {key: _tidy(cell) for key, cell in zip(fields, cells, strict=False) if key and cell}
    formulas = [key for key, cell in given.items() if FORMULA in cell]
    notes = ["Une case contient une formule : écrivez sa valeur."] * bool(formulas)
    values = {key: cell for key, cell in given.items() if key not in formulas}
    notes += list(_read_fields(values))
    spoken = values.pop("language", None)
    if not (values.get("first_name") or values.get("last_name")):
        return Line(number, values, "unreadable", ("Il n'y a ni prénom ni nom.", *notes), language=spoken)
    return Line(number, values, notes=tuple(notes), language=spoken)


def _tidy(cell: str) -> str:
    return " ".join(strip_controls(cell).split())


def _read_fields(values: dict[str, str]) -> Iterator[str]:
    """Put what is written into its form, in place; what cannot be read is left out and said."""
    for key, read in READ.items():
        if key in values:
            found = read(values[key])
            if found is None:
                yield f"{UNREAD[key]} : « {values.pop(key)} »."
            else:
                values[key] = found


def _phone(text: str) -> str | None:
    return read_phone(ascii_digits(text))


def _mail(text: str) -> str | None:
    return text if MAIL.fullmatch(text) else None


READ: Mapping[str, Callable[[str], str | None]] = {
    "phone": _phone,
    "mail": _mail,
    "language": lambda text: SPOKEN.get(plain(text)),
    "civility": lambda text: CIVILITIES.get(plain(text)),
}
UNREAD = {
    "phone": "Ce numéro ne se lit pas, il ne sera pas repris",
    "mail": "Cette adresse e-mail ne se lit pas, elle ne sera pas reprise",
    "language": "Langue inconnue de l'assistant, elle choisira elle-même",
    "civility": "Civilité inconnue, elle ne sera pas reprise",
}


def _without_doubles(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that name somebody a line before has named marked as such."""
    seen: dict[str, Line] = {}
    for line in lines:
        first = next((seen[mark] for mark in marks(line.values) if mark in seen), None)
        if line.state == "ready" and first is not None:
            note = f"Même personne que la ligne {first.number} ?"
            yield Line(line.number, line.values, "duplicate", (*line.notes, note), first.number, line.language)
            continue
        if line.state == "ready":
            seen.update(dict.fromkeys(marks(line.values), line))
        yield line


def marks(values: Mapping[str, str]) -> list[str]:
    """What tells that two entries are of one person: the same name, or the same number under the same first name."""
    first, last = plain(values.get("first_name", "")), plain(values.get("last_name", ""))
    found = [f"name:{first} {last}"] if first and last else []
    if phone := values.get("phone"):
        found.append(f"phone:{phone}:{first}")
    return found or [f"name:{first} {last}"]
