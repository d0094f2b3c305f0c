"""enDI as a target: people through its CSV import, answers as notes beside them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from yarl import URL

from bot.records.endi_session import Session
from bot.records.pages import ROW_ID, cell
from bot.records.port import Failed, Refusal, Seen, Thing, one_by_one
from storage.records.mapping import Kind, Plan
from storage.records.wishes import BETWEEN

VISIBLE_TO = "management"  # the CAE's team; not every entrepreneur of it
TOGETHER = 200  # rows of one import: far below its limit of 1 MB a file
LONGEST_NOTE = 10_000  # characters; past 65,000 bytes enDI answers with an error of its own
LONGEST_TITLE = 200  # of 255, since the note's name is written behind it
# What enDI keeps of each column, in characters: one cell too long and the whole import is refused.
WIDTHS = {
    "Nom": 50,
    "Prénom": 50,
    "Nom de naissance": 50,
    "E-mail 1": 100,
    "E-mail 2": 100,
    "Tél. mobile": 14,
    "Tél. fixe": 14,
    "Code postal": 7,
    "Ville": 100,
    "Identifiant interne": 20,
    "Nom du prescripteur": 50,
}
# What stands where a name was: enDI's own form refuses a row without one.
BLANK = {"Nom": "(effacé)", "Prénom": "(effacé)"}
BLANK_MAIL = "E-mail 1"
# A blank cell does not overwrite a date or a choice of a list: another value has to stand in for nothing.
NO_DATE, NO_CHOICE = "01/01/1900", "(effacé)"
DATES = ("Naissance",)
CHOICES = (
    *("Niveau d’études", "Prescripteur", "Qualification de la zone d’habitation"),
    *("Statut social à l’entrée", "Statut social actuel"),
)


class Endi:
    """A signed-in enDI with a CAE's mapping."""

    kinds: frozenset[Kind] = frozenset({"person", "note"})
    # Its export is kept for five minutes (`cache.default_term.expire`); twice that leaves room for another setting.
    shows_after = timedelta(minutes=10)

    def __init__(self, session: Session, plan: Plan) -> None:
        self._session, self._plan = session, plan
        self._key = plan.person.key
        self._unknown: tuple[str, ...] | None = None

    async def check(self) -> list[str]:
        """The columns of the mapping that this enDI has not."""
        unknown = await self._unknown_columns()
        if self._key in unknown:
            raise Failed(f"enDI n'a pas de colonne « {self._key} », la clé de la correspondance : rien ne part.")
        return [f"enDI n'a pas de colonne « {name} » : elle ne part pas." for name in unknown]

    async def look(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen]:
        """People through the export, notes one person after the other."""
        if kind == "person":
            return await self._people(things)
        found: dict[str, Seen] = {}
        for parent in {thing.parent for thing in things if thing.parent}:
            here = await self._notes(parent)
            found |= {each.key: here[each.key] for each in things if each.parent == parent and each.key in here}
        return found

    async def put(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen | Refusal]:
        """Import people, or write notes."""
        return await (self._put_people(things) if kind == "person" else self._put_notes(things))

    async def remove(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Refusal]:
        """Delete notes one by one; blank a person's row, which no interface of enDI deletes."""
        if kind == "note":
            for thing in things:
                await self._delete_notes(thing)
            lonely = [thing for thing in things if not thing.parent]
            return _still(lonely) if lonely and await self._session.rows() is None else {}
        rows = await self._session.rows()
        if rows is None:
            return _still(things)
        there = self._shown(rows, things)
        for thing in things:
            if row := self._row_of(thing, there):
                await self._delete_notes(Thing("person", thing.key, {}, parent=row))
        blank = [
            Thing("person", thing.key, self._blank(thing), there[thing.key].outside)
            for thing in things
            if thing.key in there
        ]
        refused = await self._import(blank)
        return {thing.key: Refusal("enDI n'a pas voulu vider cette fiche : elle reste à vider.") for thing in refused}

    def _row_of(self, thing: Thing, there: Mapping[str, Seen]) -> str | None:
        """Her row: by its number even where enDI has anonymised it, since her notes are still there then."""
        return there[thing.key].outside if thing.key in there else thing.outside

    def _blank(self, thing: Thing) -> Mapping[str, str]:
        """Every column that ever went, empty; what enDI's own form asks for says that nobody is there."""
        given = {**BLANK, BLANK_MAIL: f"{thing.key}@noreply.invalid"}
        given |= {**dict.fromkeys(DATES, NO_DATE), **dict.fromkeys(CHOICES, NO_CHOICE)}
        return {name: given.get(name, "") for name in dict.fromkeys([*self._plan.person.columns, *thing.cells])}

    async def _people(self, things: Sequence[Thing]) -> dict[str, Seen]:
        rows = await self._session.rows()
        if rows is None:
            if any(thing.outside for thing in things):
                raise Failed("enDI n'a pas donné son export : il sera redemandé.")
            return {}
        return self._shown(rows, things)

    def _shown(self, rows: Sequence[Mapping[str, str]], things: Sequence[Thing]) -> dict[str, Seen]:
        wanted = {thing.key for thing in things}
        names = self._plan.person.columns
        return {
            row[self._key]: Seen(row[ROW_ID], {name: row.get(name, "") for name in names})
            for row in rows
            if row.get(self._key) in wanted
        }

    async def _put_people(self, things: Sequence[Thing]) -> dict[str, Seen | Refusal]:
        found: dict[str, Seen | Refusal] = {each.key: r for each in things if (r := _too_long(each.cells))}
        sent = [thing for thing in things if thing.key not in found]
        refused = await self._import(sent)
        found |= {thing.key: Refusal("enDI n'a pas pris cette fiche.") for thing in refused}
        there = await self._people(sent) if any(thing.outside is None for thing in sent) else {}
        for thing in sent:
            if thing.key not in found:
                outside = there[thing.key].outside if thing.key in there else thing.outside
                missing = Refusal("enDI ne montre pas cette fiche, qu'il a prise : elle sera renvoyée.")
                found[thing.key] = Seen(outside, None) if outside else missing
        return found

    async def _import(self, things: Sequence[Thing]) -> list[Thing]:
        unknown = await self._unknown_columns()
        cells = dict.fromkeys(name for thing in things for name in thing.cells)
        names = [name for name in cells if name not in unknown]

        async def send(some: Sequence[Thing]) -> bool:
            rows = [[thing.key, *(thing.cells[name] for name in names)] for thing in some]
            return await self._session.import_rows(self._key, [self._key, *names], rows)

        parts = [things[start : start + TOGETHER] for start in range(0, len(things), TOGETHER)]
        return [thing for part in parts for thing in await one_by_one(send, part)]

    async def _unknown_columns(self) -> tuple[str, ...]:
        if self._unknown is None:
            names = [self._key, *self._plan.person.columns]
            found = await self._session.recognised(names, [name[:1] for name in names])
            if not found:
                raise Failed("L'import d'enDI ne se laisse pas ouvrir avec cet identifiant : lui faut-il des droits ?")
            self._unknown = tuple(name for name, attribute in found if not attribute)
        return self._unknown

    async def _notes(self, parent: str) -> dict[str, Seen]:
        """Our notes beside a row, by key; the newest where there are two of a name."""
        return {f"{code}{BETWEEN}{name}": seen for code, name, seen in await self._ours(parent)}

    async def _ours(self, parent: str) -> list[tuple[str, str, Seen]]:
        status, found = await self._session.json("GET", _of(parent))
        if status == 404:
            return []
        if status != 200 or not isinstance(found, list):
            raise Failed(f"enDI ne donne pas les notes d'une fiche (code {status}).")
        ours = [(named, each) for each in found if (named := _named(str(each.get("label", ""))))]
        return [(*named, Seen(str(each["id"]), _note_cells(each))) for named, each in reversed(ours)]

    async def _put_notes(self, things: Sequence[Thing]) -> dict[str, Seen | Refusal]:
        return {thing.key: await self._put_note(thing) for thing in things}

    async def _put_note(self, thing: Thing) -> Seen | Refusal:
        assert thing.parent is not None
        text = thing.cells["text"]
        if len(text) > LONGEST_NOTE:
            return Refusal(f"Une note d'enDI a au plus {LONGEST_NOTE} signes : raccourcissez ce texte.")
        label = f"{thing.cells['title'][:LONGEST_TITLE]} {_mark(thing.key)}"
        body = {"label": label, "comment": text, "visibility": VISIBLE_TO}
        there = (await self._notes(thing.parent)).get(thing.key)
        if there:
            status, kept = await self._session.json("PUT", f"api/v1/statuslogentries/{there.outside}", body)
        else:
            status, kept = await self._session.json("POST", _of(thing.parent), body)
        if status >= 500 or (status == 200 and not isinstance(kept, dict)):
            raise Failed(f"enDI n'a pas pu écrire une note (code {status}).")
        return Seen(str(kept["id"]), _note_cells(kept)) if status == 200 else Refusal("enDI n'a pas pris cette note.")

    async def _delete_notes(self, thing: Thing) -> None:
        """Delete the note of that key, or all of ours beside a person."""
        if not thing.parent:
            return
        for code, name, seen in await self._ours(thing.parent):
            if thing.kind == "person" or thing.key == f"{code}{BETWEEN}{name}":
                status, _ = await self._session.json("DELETE", f"api/v1/statuslogentries/{seen.outside}")
                if status not in (200, 404):
                    raise Failed(f"enDI n'a pas effacé une note (code {status}).")


def _still(things: Sequence[Thing]) -> dict[str, Refusal]:
    """EnDI answers the same where nobody is there and where it cannot tell: an erasure must not be lost in that."""
    return {thing.key: Refusal("enDI n'a pas donné son export : c'est encore à reprendre.") for thing in things}


def _of(parent: str) -> str:
    return str(URL("api/v1/nodes") / parent / "statuslogentries")


def _mark(key: str) -> str:
    """What a note of ours is known by, whoever has moved it: it stands at the end of its title."""
    return f"[{key}]"


def _named(label: str) -> tuple[str, str] | None:
    """The person's code and the note's name in the title of a note of ours."""
    _, _, mark = label.rstrip().rpartition("[")
    code, between, name = mark.removesuffix("]").partition(BETWEEN)
    return (code, name) if between and mark.endswith("]") and code.startswith("FC-") else None


def _note_cells(note: Mapping[str, object]) -> Mapping[str, str]:
    return {"title": str(note.get("label", "")), "text": str(note.get("comment", ""))}


def _too_long(cells: Mapping[str, str]) -> Refusal | None:
    for name, text in cells.items():
        if len(cell(text)) > WIDTHS.get(name, len(text)):
            return Refusal(f"« {name} » a plus de {WIDTHS[name]} signes : enDI ne les prend pas.")
    return None
