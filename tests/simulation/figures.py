"""The response rates of a simulation: by questionnaire and by the way it was answered, each with its denominator."""

from collections import Counter
from typing import Any

from tests.simulation.record import Record, Stood

WAYS = {"telegram": "Telegram", "page": "page", "tablet": "tablette", "phone": "téléphone"}
MODES = {"tap": "touché", "typed": "écrit", "tablet": "tablette", "phone": "téléphone", "voice": "dit"}


def figures(record: Record) -> dict[str, Any]:
    """Everything the table shows, as JSON. Absent people are in no denominator."""
    series: dict[tuple[str, str], list[Stood]] = {}
    for stood in record.stood:
        series.setdefault((stood.questionnaire, stood.moment), []).append(stood)
    answered = [row for row in record.exported if row["status"] == "answered"]
    return {
        "people": len(record.lives),
        "messages": sum(each.asks for each in record.unasked),
        "notices": sum(not each.asks for each in record.unasked),
        "questionnaires": [_rate(*key, found) for key, found in sorted(series.items(), key=_order)],
        "modes": {mode: sum(row["mode"] == mode for row in answered) for mode in MODES},
        "cold": [
            {
                "person": record.lives[line.person.code].name,
                "character": record.lives[line.person.code].character.name,
                "language": line.person.language,
                "state": line.state,
                "messages": line.messages,
                "calls": [call.outcome for call in line.calls],
            }
            for line in record.cold
        ],
    }


def _order(series: tuple[tuple[str, str], list[Stood]]) -> tuple[int, str, str]:
    roles = ("participant", "animator", "partner")
    moments = {"once": "0", "last": "K1", "exit": "K2", "cold": "K3"}
    (questionnaire, moment), found = series
    return roles.index(found[0].role), moments.get(moment, moment), questionnaire


def _rate(questionnaire: str, moment: str, found: list[Stood]) -> dict[str, Any]:
    present = [stood for stood in found if stood.status != "absent"]
    complete = [stood for stood in present if stood.status == "done"]
    ways = Counter(stood.way for stood in complete)
    return {
        "questionnaire": questionnaire,
        "moment": moment,
        "present": len(present),
        "complete": len(complete),
        "refused": sum(stood.status == "refused" for stood in present),
        "by": {way: ways[way] for way in WAYS},
    }


def table(told: dict[str, Any]) -> str:
    """The figures for people, in French."""
    wide = max(len(_name(each)) for each in told["questionnaires"])
    lines = [
        f"{told['people']} participants, {told['messages']} rappels, {told['notices']} annonces de séance",
        "",
        f"{'questionnaire':{wide}}  présents  complets  taux   refus  " + "  ".join(f"{w:>9}" for w in WAYS.values()),
        *(_line(each, wide) for each in told["questionnaires"]),
        "",
        "réponses : " + ", ".join(f"{n} {MODES[mode]}" for mode, n in told["modes"].items()),
        "",
        "bilan à froid : " + ", ".join(f"{n} {state}" for state, n in _states(told).items()),
        *(_person(each) for each in told["cold"] if each["state"] != "complete" or each["calls"]),
    ]
    return "\n".join(lines)


def _name(each: dict[str, Any]) -> str:
    return f"{each['questionnaire']} {each['moment']}"


def _line(each: dict[str, Any], wide: int) -> str:
    rate = f"{100 * each['complete'] / each['present']:3.0f} %" if each["present"] else "    —"
    ways = "  ".join(f"{n:9}" for n in each["by"].values())
    return f"{_name(each):{wide}}  {each['present']:8}  {each['complete']:8}  {rate}  {each['refused']:5}  {ways}"


def _states(told: dict[str, Any]) -> dict[str, int]:
    names = {"complete": "complets", "refused": "refus", "closed": "clos après six appels", "open": "encore ouverts"}
    return {name: sum(each["state"] == state for each in told["cold"]) for state, name in names.items()}


def _person(each: dict[str, Any]) -> str:
    calls = ", ".join(each["calls"]) or "aucun appel"
    who = f"{each['person']} {each['language']} ({each['character']})"
    return f"  {who} : {each['state']}, {each['messages']} rappels, {calls}"
