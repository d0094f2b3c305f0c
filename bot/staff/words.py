"""What the staff is told in a chat, in French: they read. Written when it leaves, so that no name waits in a row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot import helping
from bot.reminding.group import GROUP_HOURS
from bot.staff.board import board_lines
from bot.turns.house import House
from bot.turns.showing import written_name
from dialogs.speaking import Speech
from storage import cohorts, group_reminders, helps, people
from storage.database import Database
from storage.group_reminders import Meant
from storage.people import Person

Intent = Mapping[str, Any]
Button = tuple[str, str]  # its words, and what it sends back: `word|argument`

MENU: tuple[tuple[Button, ...], ...] = (
    (("📋 État", "etat|"), ("🔔 Rappel", "rappel|")),
    (("🙋 Demandes d'aide", "aide|"), ("🖥 Console", "console|")),
)
INTERPRETER: tuple[Button, ...] = (("🎙 Studio", "voix|"), ("✍️ Textes", "textes|"))
REASONS = {
    "asked": "demande quelqu'un",
    "misunderstood": "n'a pas été comprise trois fois",
    "language": "parle une autre langue",
    "refused": "ne veut pas de questions par l'assistant",
}
LANGUAGES = {"fr": "français", "ar": "arabe", "fa_AF": "dari"}
# What a plan, and later the log, says of a person; `{name}` is put before it.
WHY = {
    "now": "reçoit un message maintenant",
    "later": "reçoit un message quand ses heures commencent",
    "shared": "partage le téléphone d'une autre : un seul message",
    "done": "a tout fini",
    "absent": "était absente : rien à demander",
    "refused": "ne veut pas de questions",
    "cap": "a déjà reçu tous les rappels permis",
    "recent": "a reçu un message ou répondu il y a peu",
    "waits": "attend déjà son message",
    "in_session": "est en séance",
    "blocked": "a bloqué l'assistant : appelez-la",
    "page": "n'a que sa page : appelez-la",
    "none": "n'a aucun canal : appelez-la",
    "late": "n'a pas pu être jointe dans ses heures",
}
CAME = {
    "sent": "✅ jointe",
    "blocked": "❌ a bloqué l'assistant : appelez-la",
    "dropped": "➖ plus rien à demander, ou trop tard",
    "leaving": "⏳ message en route",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message to who reads: its text, its buttons row by row, and a recording or phrases that are heard with it."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    take: str | None = None
    opens: bool = False
    sounds: tuple[Speech, ...] = ()


def said(db: Database, house: House, intent: Intent) -> Said:
    """The message of an intent of the kind `staff`. Raises KeyError for words there are none of."""
    return WORDS[intent["words"]](db, house, intent)


def name_of(db: Database, person: Person) -> str:
    """How a person is called to those who lead her Flashcoop: her written name with her code, or the code alone."""
    name = written_name(db, person.id)
    return f"{name} ({person.code})" if name else person.code


def counted(number: int, one: str, many: str) -> str:
    """« 1 personne », « 3 personnes »."""
    return f"{number} {one if number == 1 else many}"


def _simple(text: str, *buttons: tuple[Button, ...]) -> Callable[[Database, House, Intent], Said]:
    return lambda _db, _house, _intent: Said(text, buttons)


def _which(db: Database, house: House, intent: Intent) -> Said:
    del db, house
    return Said("Pour quel Flashcoop ?", _one_a_row(intent["word"], intent["cohorts"]))


def _which_group(db: Database, house: House, intent: Intent) -> Said:
    del db, house
    named = [[f"{intent['group']}.{code}", name] for code, name in intent["cohorts"]]
    return Said("Ce groupe est celui de quel Flashcoop ?", _one_a_row("link", named))


def _one_a_row(word: str, named: list[list[str]]) -> tuple[tuple[Button, ...], ...]:
    return tuple(((name, f"{word}|{code}"),) for code, name in named)


def _linked(db: Database, house: House, intent: Intent) -> Said:
    del house
    cohort = cohorts.cohort_by_id(db, intent["cohort"])
    return Said(f"Le groupe est relié au Flashcoop « {cohort.name} ». Je vous réponds ici, en privé.", MENU)


def _plan(db: Database, house: House, intent: Intent) -> Said:
    del house
    cohort = cohorts.cohort_by_id(db, intent["cohort"])
    meant = group_reminders.meant(db, intent["reminder"])
    lines = [f"🔔 Rappel — {cohort.name}"]
    if intent["changed"]:
        lines.append("La situation a changé, rien n'est parti. Voici ce qui partirait.")
    lines += [
        f"Maintenant : {_written(db, meant, 'now')}.",
        f"Plus tard, dans leurs heures : {_written(db, meant, 'later')}.",
        _group_line(intent),
        "",
        *(f"• {name_of(db, people.person(db, each.person_id))} {WHY[each.why]}" for each in meant),
    ]
    if intent["empty"]:
        return Said("\n".join([*lines, "", "Il n'y a rien à envoyer pour le moment."]))
    return Said("\n".join(lines), ((("✅ Envoyer", f"send|{intent['reminder']}"),),))


def _written(db: Database, meant: list[Meant], why: str) -> str:
    """« 3 personnes, 2 langues (arabe, dari) »."""
    found = [people.person(db, each.person_id) for each in meant if each.why == why]
    spoken = sorted({LANGUAGES.get(person.language, person.language) for person in found if person.language})
    number = counted(len(found), "personne", "personnes")
    return f"{number}, {counted(len(spoken), 'langue', 'langues')} ({', '.join(spoken)})" if spoken else number


def _group_line(intent: Intent) -> str:
    if not intent["group"]:
        return "Dans le groupe : aucun groupe n'est relié. Ajoutez-moi au groupe du Flashcoop."
    if not intent["languages"]:
        return "Dans le groupe : rien."
    named = ", ".join(LANGUAGES.get(code, code) for code in intent["languages"])
    number = counted(len(intent["languages"]), "message", "messages")
    return f"Dans le groupe : {number} ({named}), entre {GROUP_HOURS[0]} et {GROUP_HOURS[1]} h."


def _sent(db: Database, house: House, intent: Intent) -> Said:
    del db, house
    text = "C'est parti. Je vous dirai qui a été jointe."
    return Said(text, ((("🔎 Où en est-on ?", f"log|{intent['reminder']}"),),))


def _log(db: Database, house: House, intent: Intent) -> Said:
    del house
    meant = group_reminders.meant(db, intent["reminder"])
    came = {each.person_id: group_reminders.came_of(db, each.attempt_id) for each in meant if each.attempt_id}
    reached = sum(each == "sent" for each in came.values())
    head = f"🔔 Rappel : {counted(reached, 'personne jointe', 'personnes jointes')}."
    lines = [
        f"• {name_of(db, people.person(db, each.person_id))} : "
        + (CAME[came[each.person_id]] if each.person_id in came else WHY[each.why])
        for each in meant
    ]
    return Said("\n".join([head, "", *lines]))


def _board(db: Database, house: House, intent: Intent) -> Said:
    del house
    cohort = cohorts.cohort_by_id(db, intent["cohort"])
    names = {person.code: name_of(db, person) for person in _people(db, intent)}
    return Said("\n".join([f"📋 {cohort.name}", *board_lines(intent["responses"], intent["rows"], names)]), MENU)


def _people(db: Database, intent: Intent) -> Iterator[Person]:
    for code in intent["people"]:
        yield people.person_by_code(db, code)


def _help(db: Database, house: House, intent: Intent) -> Said:
    """A call: who, at which question, why, and her voice. Of what she says of somebody else, nothing but that."""
    asked = helps.help_of(db, intent["help"])
    if asked is None:
        return Said("Cette demande d'aide n'est plus là.")
    person = people.person(db, asked.person_id)
    lines = [f"🙋 {name_of(db, person)} : {REASONS.get(asked.reason, REASONS['asked'])}."]
    if question := helping.question_of(db, house, asked):
        lines.append(f"Question : « {question} »")
    lines.append("Répondez à ce message par un message vocal : elle l'entendra.")
    buttons = ((("🎙 Répondre", f"answer|{asked.id}"), ("✅ Réglé", f"close|{asked.id}")),)
    return Said("\n".join(lines), buttons, helping.voice_of(db, asked))


def _by(words: str) -> Callable[[Database, House, Intent], Said]:
    def shown(db: Database, house: House, intent: Intent) -> Said:
        del house
        named = ", ".join(name_of(db, person) for person in _people(db, intent)) or "quelqu'un de l'équipe"
        return Said(words.format(by=named))

    return shown


def _console(db: Database, house: House, intent: Intent) -> Said:
    del db, intent
    return Said(f"La console : {house.base_url}/console")


def _composed(db: Database, house: House, intent: Intent) -> Said:
    """What `bot.staff.studio_words` or `wording_words` wrote: it names nobody."""
    del db, house
    buttons = tuple(tuple((words, sent) for words, sent in row) for row in intent["buttons"])
    return Said(intent["text"], buttons, sounds=tuple(Speech(**each) for each in intent["sounds"]))


WORDS: dict[str, Callable[[Database, House, Intent], Said]] = {
    "menu": _simple("Que voulez-vous faire ?", *MENU),
    "interpreter": _simple("Que voulez-vous faire ?", INTERPRETER),
    "which": _which,
    "which_group": _which_group,
    "linked": _linked,
    "group_hello": _simple("Bonjour ! Je rappelle ici les questions à faire.", (("🔔 Rappel", "rappel|"),)),
    "group_unknown": _simple("Bonjour. Une animatrice doit d'abord m'écrire en privé, avec son invitation."),
    "write_me": lambda _db, _house, _intent: Said("Je vous réponds en privé : ouvrez-moi d'abord.", opens=True),
    "not_yours": _simple("Ce n'est pas à vous de faire cela ici."),
    "no_flashcoop": _simple("Vous n'animez aucun Flashcoop en ce moment."),
    "other_group": _simple("Ce groupe est celui d'un autre Flashcoop."),
    "plan": _plan,
    "sent": _sent,
    "log": _log,
    "board": _board,
    "console": _console,
    "help": _help,
    "help_elsewhere": _simple("🙋 Quelqu'un demande de l'aide : ouvrez la console."),
    "no_help": _simple("Personne n'attend d'aide en ce moment."),
    "help_speak": _simple("Je vous écoute : envoyez un message vocal."),
    "help_taken": _by("Déjà pris par {by}."),
    "help_answered": _by("🙋 Demande d'aide réglée par {by}."),
    "help_heard": _simple("✅ C'est transmis : elle entend votre réponse, puis sa question."),
    "help_late": _simple("Quelqu'un a répondu avant vous. Votre message est gardé, il n'est pas envoyé."),
    "help_closed": _simple("✅ C'est noté, la demande est réglée."),
    "help_by_voice": _simple("Elle ne lit pas le français : répondez par un message vocal."),
    "studio": _composed,
    "wording": _composed,
    "help_unreadable": _simple("Votre message vocal ne se lit pas. Recommencez, s'il vous plaît."),
}
