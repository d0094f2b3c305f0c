"""What the seven days of a Flashcoop are about: modules, titles and who comes, as the programme names them."""

from typing import NamedTuple

# Who may come to a session besides the group and its animators, in the programme's own words; each has a picture and
# is spoken (`guest_…` in phrases.yaml).
GUESTS = {
    "accompagnement": "handshake",
    "communicant": "announce",
    "banquier": "money",
    "producteur": "own_business",
    "logisticien": "basket",
    "comptable": "numbers",
    "insertion": "insertion",
}


class Day(NamedTuple):
    """One day of the programme: its module, title and guests."""

    module: int
    title: str
    guests: tuple[str, ...]


DAYS = (
    Day(1, "Je découvre l'entreprise coopérative et le projet par la flashcoop", ("accompagnement",)),
    Day(1, "Nous construisons notre offre : prix, produit, clients", ("accompagnement",)),
    Day(1, "Nous développons notre activité", ("communicant", "banquier")),
    Day(2, "Nous produisons", ("producteur",)),
    Day(2, "Nous commercialisons, nous vendons", ("logisticien",)),
    Day(3, "Nous comptabilisons", ("comptable",)),
    Day(3, "Je fais le point", ("accompagnement", "insertion")),
)
# Which of the seven a shorter Flashcoop keeps: production, sale and « Je fais le point » are never left out.
KEPT = {4: (0, 3, 4, 6), 5: (0, 1, 3, 4, 6), 6: (0, 1, 2, 3, 4, 6), 7: tuple(range(7))}


def days(sessions: int) -> tuple[Day, ...]:
    """What the sessions of a Flashcoop of 4 to 7 are about, unless its animators say otherwise."""
    return tuple(DAYS[place] for place in KEPT[sessions])
