"""Where an address lies, from a list that was imported: priority districts (QPV) and rural zones (ZRR). Never asked."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from storage.database import every
from storage.refusals import Refused

YES, NEAR, NO, UNKNOWN = "yes", "near", "no", "unknown"
COLUMNS = ("postcode", "commune", "address", "QPV", "ZRR")
# How a list may say it; an empty cell says nothing.
SAID = {"": UNKNOWN, "oui": YES, "non": NO, "abords": NEAR, "inconnu": UNKNOWN, "yes": YES, "no": NO, "near": NEAR}
POSTCODE = re.compile(r"\b(\d{5})\b")
# The ways a street is written that mean the same; « st » is no street but a saint.
SHORT = {
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "ch": "chemin",
    "pl": "place",
    "r": "rue",
    "rte": "route",
    "sq": "square",
    "imp": "impasse",
    "all": "allee",
    "st": "saint",
    "ste": "sainte",
}


@dataclass(frozen=True, slots=True)
class Territory:
    """What is known of an address: `qpv` is yes, near, no or unknown; `zrr` yes, no or unknown."""

    qpv: str = UNKNOWN
    zrr: str = UNKNOWN


def plain(text: str) -> str:
    """An address as words to compare: no accents, no punctuation, short forms written out."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))
    return " ".join(SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", bare))


def replace_list(db: Database, rows: Iterable[Mapping[str, str | None]]) -> int:
    """Take a list in the place of the one before; how many places. Refused, with its line, where a row is unsound.

    A row is about one postcode and commune, and about all of it unless it names an `address` (a street, or a house).
    """
    read = [_read(number, row) for number, row in enumerate(rows, 2)]  # the first line of the file has the names
    if not read:
        raise Refused("no_territories", "La liste est vide.")
    db.conn.execute("DELETE FROM territories")
    db.conn.executemany("INSERT INTO territories (postcode, town, street, qpv, zrr) VALUES (?, ?, ?, ?, ?)", read)
    return len(read)


def _read(number: int, row: Mapping[str, str | None]) -> tuple[str, str, str, str, str]:
    postcode, town, street, qpv, zrr = ((row.get(name) or "").strip() for name in COLUMNS)
    if not POSTCODE.fullmatch(postcode):
        raise Refused("bad_postcode", f"Ligne {number} : « {postcode} » n'est pas un code postal.")
    if qpv.lower() not in SAID or SAID.get(zrr.lower(), NEAR) == NEAR:
        raise Refused("bad_territory", f"Ligne {number} : QPV dit oui, abords ou non, ZRR oui ou non.")
    return postcode, plain(town), plain(street), SAID[qpv.lower()], SAID[zrr.lower()]


class Atlas:
    """The imported list, looked up by address; made once for many."""

    def __init__(self, db: Database) -> None:
        self._places: dict[str, list[tuple[str, str, Territory]]] = {}
        for row in every(db, "SELECT * FROM territories ORDER BY id"):
            known = (row["town"], row["street"], Territory(row["qpv"], row["zrr"]))
            self._places.setdefault(row["postcode"], []).append(known)

    def territory(self, address: str | None) -> Territory:
        """Where an address lies: what its street says, and where that says nothing, what its commune says.

        Unknown without an address, without a postcode in it, and where the places it may be in do not agree.
        """
        postcodes = POSTCODE.findall(address or "")
        if not address or not postcodes:
            return Territory()
        words = f" {plain(address)} "
        near = self._places.get(postcodes[-1], [])
        named = [place for place in near if f" {place[0]} " in words] or near
        streets = [place for place in named if place[1] and f" {place[1]} " in words]
        longest = max((len(street) for _, street, _ in streets), default=0)
        most_exact = [place[2] for place in streets if len(place[1]) == longest]
        whole = [place[2] for place in named if not place[1]]
        return Territory(
            _said([each.qpv for each in most_exact], [each.qpv for each in whole]),
            _said([each.zrr for each in most_exact], [each.zrr for each in whole]),
        )


def _said(*sources: list[str]) -> str:
    for source in sources:
        values = {value for value in source if value != UNKNOWN}
        if values:
            return values.pop() if len(values) == 1 else UNKNOWN
    return UNKNOWN
