"""What reviewing says in a chat: which phrase is to be signed, in all its forms, and what can be done with it."""

from collections.abc import Sequence
from typing import Any

from bot.console.titles import TITLES
from bot.wording.counting import by_questionnaire, counted
from bot.wording.phrases import COMMON, Phrase, Unit
from dialogs.languages import Language, isolate

Told = dict[str, Any]  # the fields of an intent of the words « wording »: text, buttons row by row, sounds
Row = list[list[str]]

VARIANTS = {"": "", "f": " · à une femme", "m": " · à un homme"}
BACK: list[Row] = [[["📋 Listes", "textes|"]]]
SIGNED = "✅ C'est signé."
KEPT = "🎙 C'est gardé. Quelqu'un l'écrira, puis la phrase sera signée."
UNREADABLE = "Ce message vocal ne se lit pas. Recommencez, s'il vous plaît."
NAME_IN_WRITING = "Écrivez votre nom, ou touchez votre code."


def plain(text: str, rows: Sequence[Row] = ()) -> Told:
    """A sentence, with buttons where there are some."""
    return {"text": text, "buttons": list(rows), "sounds": []}


def name(code: str) -> Told:
    """Under which name she signs: it goes into the catalogues, which are public."""
    text = "Sous quel nom signez-vous les textes ? Il sera public. Écrivez-le, ou signez avec votre code."
    return plain(text, [[[f"✍️ {code}", "textes|k"]]])


def chosen(found: Sequence[tuple[Language, Sequence[Phrase]]], signature: str) -> Told:
    """The languages, each with how far it has come."""
    rows: list[Row] = [[[f"{each.autonym} · {_done(listed)}", f"textes|l.{each.code}"]] for each, listed in found]
    rows.append([["🪪 Signer sous un autre nom", "textes|i"]])
    return plain(f"✍️ Textes à relire. Vous signez : {isolate(signature)}", rows)


def parts(language: Language, listed: Sequence[Phrase]) -> Told:
    """The questionnaires of a language, each with how far it has come."""
    rows: list[Row] = [
        [[f"{title(part)} · {each.signed}/{each.phrases}", f"textes|p.{language.code}.{part}"]]
        for part, each in by_questionnaire(listed).items()
    ]
    rows.append([["🌐 Langues", "textes|a"]])
    done = counted(listed)
    thanks = "\n🎉 Tout est signé. Merci !" if not done.unreviewed else ""
    return plain(f"✍️ {isolate(language.autonym)} · {_done(listed)} phrases signées{thanks}", rows)


def phrase(
    shown: Phrase,
    part: Sequence[Phrase],
    around: tuple[Phrase | None, Phrase | None],
    language: Language,
    head: str = "",
) -> Told:
    """A phrase in French and in all its forms, heard first."""
    lines = [head] if head else []
    lines.append(f"✍️ {isolate(language.autonym)} · {title(shown.source.questionnaire)} · {_done(part)}")
    lines += ["", *(f"« {french} »" for french in dict.fromkeys(shown.source.french.values())), ""]
    lines += [_line(each, alone=len(shown.units) == 1) for each in shown.units]
    if shown.waiting:
        lines += ["", "🎙 Quelqu'un l'a dit mieux : écoutez-le sur la console, et écrivez-le ici ou là."]
    key = f"{shown.language}.{shown.mark}"
    rows = [[["✅ Je signe", f"textes|s.{key}.{shown.as_shown}"], ["✏️ Mieux", f"textes|b.{key}"]]]
    before, after = around
    if before and after:
        rows.append([["⬅️ Retour", _opens(before)], ["⏭ Passer", _opens(after)]])
    sounds = [{"text": shown.heard(each), "language": shown.language, "slow": False} for each in shown.variants]
    return {"text": "\n".join(lines), "buttons": [*rows, *BACK], "sounds": sounds}


def units_of(shown: Phrase) -> Told:
    """Which form of a phrase is to be worded better."""
    rows = [
        [[named(each), f"textes|f.{shown.language}.{shown.mark}.{number}"]] for number, each in enumerate(shown.units)
    ]
    return plain("Quelle forme voulez-vous changer ?", [*rows, [["⬅️ Retour", _opens(shown)]]])


def asked(shown: Phrase, unit: Unit) -> Told:
    """What is said or typed next is a better wording."""
    lines = [f"✏️ {named(unit)} : {isolate(unit.entry.text)}"]
    lines.append("Écrivez la phrase comme elle doit être, ou dites-la par un message vocal.")
    return plain("\n".join(lines), [[["⬅️ Retour", _opens(shown)]]])


def named(unit: Unit) -> str:
    """What a form is called."""
    return ("Dit à voix haute" if unit.spoken else "Écrit") + VARIANTS[unit.variant]


def title(questionnaire: str) -> str:
    """What a questionnaire is called."""
    return "Phrases communes" if questionnaire == COMMON else TITLES.get(questionnaire, questionnaire)


def _line(unit: Unit, *, alone: bool) -> str:
    sign = "✅ " if unit.entry.reviewed else ""
    label = "" if alone else f"{named(unit)} : "
    return f"{sign}{label}{isolate(unit.entry.text)}"


def _opens(shown: Phrase) -> str:
    return f"textes|o.{shown.language}.{shown.mark}"


def _done(listed: Sequence[Phrase]) -> str:
    figures = counted(listed)
    return f"{figures.signed}/{figures.phrases}"
