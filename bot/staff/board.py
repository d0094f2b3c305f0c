"""The board of a Flashcoop as lines of a chat: states alone, never what was answered."""

from collections.abc import Mapping, Sequence

from bot.web.group import TITLES

SIGNS = {"begun": "⏳", "not_begun": "◻️", "absent": "✖️", "refused": "⛔", "closed": "🔒"}


def board_lines(
    responses: Mapping[str, Mapping[str, int]],
    rows: Sequence[tuple[str, Mapping[str, str]]],
    names: Mapping[str, str],
) -> list[str]:
    """Who is done among those who were there, by moment; then a line a person: what is done, and what is not."""
    counts = [f"{title(moment)} : {each['done']} sur {each['of']}" for moment, each in responses.items()]
    people = [f"• {names[code]} : {_standing(status)}" for code, status in rows]
    return [*counts, "", *people]


def title(moment: str) -> str:
    """What a questionnaire at a moment is called: `checkin session:3` is « Livret J3 »."""
    questionnaire, _, when = moment.partition(" ")
    day = when.partition(":")[2]
    name = TITLES.get(questionnaire, questionnaire)
    return f"{name} J{day}" if day else name


def _standing(status: Mapping[str, str]) -> str:
    done = sum(each == "done" for each in status.values())
    others = [f"{SIGNS[each]} {title(moment)}" for moment, each in status.items() if each in SIGNS]
    return " · ".join([f"✅ {done}", *others])
