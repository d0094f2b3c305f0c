"""Pictures and numbers as pages show them: addresses of drawings, and badges in the shape and colour of the tiles."""

from dataclasses import dataclass
from functools import cache

from bot.pictures.badges import COLOURS, OUTLINE, SHAPES, corners, ink
from bot.pictures.catalogue import catalogue

SIDE = 48  # of a badge's own coordinates
DIGIT = 1.32  # Pillow measures a digit by its box, SVG by its line
BASELINE = 0.36  # of a digit's size, from its middle down to the line it stands on
STANDING_IN = {"continue": "next", "rights": "lock"}  # common choices whose picture has another name

# What is said carries a picture too, so that its sense can be seen: good, not understood, somebody comes…
MOODS = {
    "welcome_back": "hello",
    "joined": "hello",
    "where_we_were": "place",
    "finished": "done",
    "received": "ok",
    "changed": "ok",
    "language_changed": "language",
    "person_called": "person",
    "other_language": "person",
    "consent_needed_person": "person",
    "stopped": "stop",
    "slower_on": "slower",
    "slower_off": "slower",
    "heard_nothing": "muted",
    "not_understood": "thinking",
    "see_you": "calendar",
    "checkin_opens": "sun",
    "already_answered": "ok",
    "already_answered_elsewhere": "ok",
    "closed": "lock",
    "nothing_now": "done",
    "hearing_down": "muted",
    "agreement_given": "ok",
    "agreement_refused": "ok",
    "agreements_end": "done",
    "held_answers": "book",
    "held_voices": "microphone",
    "held_until": "calendar",
    "held_agreements": "ok",
    "held_team": "group",
    "held_file": "book",
    "forgetting": "trash",
    "forgotten": "trash",
    "kept_all": "ok",
    "another_person": "group",
    "peers_tell": "strength",
    "ecoute_ready": "ear",
    "sending": "waiting",
    "not_kept": "warning",
    "file_too_big": "warning",
}
OTHER_MOOD = "ear"


@dataclass(frozen=True)
class Badge:
    """The number of a choice as SVG: two outlines (their points), its colours, its digit and where that stands."""

    edge: str
    face: str
    colour: str
    ink: str
    size: float
    line: float


@cache
def badge(number: int) -> Badge:
    """The badge of a number from 1; numbers above nine, of lists of people, take the nine shapes again."""
    place = (number - 1) % len(SHAPES)
    shape, colour = SHAPES[place], COLOURS[place]
    size = SIDE * shape.digit * DIGIT / (1 if number <= len(SHAPES) else 1.5)
    edge, face = (corners(shape, reach, SIDE) for reach in (shape.reach, shape.reach - OUTLINE))
    return Badge(_points(edge), _points(face), colour, ink(colour), size, SIDE * shape.line + size * BASELINE)


def _points(outline: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in outline)


def drawing(name: str) -> str:
    """The file name of a picture; a picture nobody has drawn shows as a question mark instead of a hole."""
    known = STANDING_IN.get(name, name)
    return f"{known if known in catalogue() else 'question'}.svg"


def mood(phrase: str) -> str:
    """The picture that goes with a common phrase."""
    if phrase.startswith(("link_", "need_link")):
        return "person"  # the team helps; a warning sign would only frighten
    if phrase.endswith(("_impossible", "_unreadable", "_out_of_bounds")):
        return "thinking"
    return MOODS.get(phrase, OTHER_MOOD)
