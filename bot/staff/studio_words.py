"""What the studio says in a chat: which phrase is to be spoken, and what came of a take."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.studio.lists import Item
from bot.studio.naming import ROLES, VARIANTS, title
from bot.studio.releasing import CHOICES, asked, label, spoken
from bot.studio.studio import Shown, Studio
from dialogs.languages import isolate
from dialogs.questionnaire import SOURCE
from storage.voices.recorded import Recorded
from storage.voices.speakers import Speaker

Told = dict[str, Any]  # the fields of an intent of the words « studio »: text, buttons row by row, sounds
Row = list[list[str]]

BAR = 10  # signs of a progress bar
MOST_GUESTS = 8  # of the people who spoke on this telephone; an afternoon has ten
HERSELF = "moi"
LISTS, WHO = ("📋 Listes", "voix|"), ("👥 Qui parle ?", "voix|q")


def menu(studio: Studio, language: str) -> Told:
    """The lists of a language, each with what is done; who speaks; another language."""
    standings = studio.standings(language)
    phrases = [each for each in standings if each.sheet.kind == "phrase"]
    done, total = sum(each.done for each in phrases), sum(len(each.sheet.items) for each in phrases)
    named = studio.programme.languages
    rows: list[Row] = []
    if (at := studio.place) and at.list and at.language == language:
        rows.append([[f"▶️ Continuer : {title(at.list)}", f"voix|o.{at.language}.{at.list}"]])
    for each in standings:
        counted = f"{each.done}/{len(each.sheet.items)}"
        rows.append([[f"{title(each.sheet.name)} · {counted}", f"voix|o.{language}.{each.sheet.name}"]])
    rows.append([[named[code].autonym, f"voix|l.{code}"] for code in named if code != language])
    rows.append([list(WHO), ["🗑 Retirer ma voix", "voix|w"]])
    lines = [
        f"🎙 Studio · {named[language].autonym}",
        f"{bar(done, total)} {done} phrases sur {total}",
        f"Qui parle : {speaker_name(studio.speaker, studio.who.id)}",
    ]
    return {"text": "\n".join(lines), "buttons": rows, "sounds": []}


def bar(done: int, total: int) -> str:
    """A progress bar of signs."""
    full = round(BAR * done / total) if total else BAR
    return "▰" * full + "▱" * (BAR - full)


def speaker_name(speaker: Speaker | None, person_id: int) -> str:
    """How who speaks is called: by her code, since no name of hers is kept."""
    if speaker is None or speaker.person_id == person_id:
        return HERSELF
    return f"{speaker.code} ({speaker.dialect})" if speaker.dialect else speaker.code


def phrase(shown: Shown, speaker: str, head: str = "", before: Item | None = None) -> Told:
    """The phrase that is to be spoken, with its French and where it is heard; `before` is the one just said."""
    name, total = title(shown.sheet.name), len(shown.sheet.items)
    lines = [head] if head else []
    lines.append(f"🎙 {name} · {shown.done}/{total} · {speaker}")
    if shown.item is None:
        lines.append("🎉 Cette liste est finie.")
        return {
            "text": "\n".join(lines),
            "buttons": [[list(LISTS), list(WHO)], [["✋ Arrêter", "voix|s"]]],
            "sounds": [],
        }
    item, language = shown.item, shown.item.words.language
    lines += [_where(item), "", f"« {item.french} »"]
    if language != SOURCE or item.shown != item.french:
        lines.append(f"👉 {isolate(item.shown)}")
    lines += ["", "Envoyez un message vocal qui dit seulement cela."]
    again = [[["🔁 Refaire la précédente", f"voix|r.{before.mark}"]]] if before else []
    rows = [[["⏭ Passer", f"voix|n.{item.mark}"], ["✋ Arrêter", "voix|s"]], *again, [list(LISTS), list(WHO)]]
    sounds = [{"text": item.words.text, "language": language, "slow": False}]
    return {"text": "\n".join(lines), "buttons": rows, "sounds": sounds}


def _where(item: Item) -> str:
    variant = f" {VARIANTS[item.variant]}" if item.variant else ""
    beside = f" « {item.beside} »" if item.beside else ""
    return f"{ROLES[item.role]}{beside}{variant}"


def flagged(take: Recorded, item: Item) -> Told:
    """A machine doubts a take: it is kept, and used once its speaker says that it is right."""
    text = "\n".join(
        [
            "🤔 Je ne suis pas sûre : j'entends autre chose.",
            f"J'entends : « {isolate(take.heard)} »",
            f"Il faut : « {isolate(item.shown)} »",
            "La prise est gardée. Si elle est juste, dites-le.",
        ]
    )
    rows = [[["✅ C'est juste", f"voix|c.{take.id}"], ["⏭ Passer", f"voix|n.{item.mark}"]]]
    return {"text": text, "buttons": [*rows, [["✋ Arrêter", "voix|s"]]], "sounds": []}


def release(studio: Studio, language: str, head: str = "") -> Told:
    """What a speaker is asked first, in French and in her language, and aloud."""
    book = studio.programme.book
    lines = [head] if head else []
    lines += [f"🎙 {speaker_name(studio.speaker, studio.who.id)}", *asked(book, SOURCE)]
    if language != SOURCE:
        lines += ["", *map(isolate, asked(book, language))]
    lines += ["", "Elle répond par un message vocal, ou touche. Après un message vocal, touchez ce qu'elle a dit."]
    return {
        "text": "\n".join(lines),
        "buttons": [*answers(studio, language), [list(LISTS)]],
        "sounds": [{"text": text, "language": language, "slow": False} for text in spoken(book, language)],
    }


def answers(studio: Studio, language: str) -> list[Row]:
    """What she may answer, each in French and in her language."""
    book = studio.programme.book
    rows = []
    for name in CHOICES:
        french, own = label(book, SOURCE, name), label(book, language, name)
        rows.append([[french if own == french else f"{french} · {own}", f"voix|g.{name}"]])
    return rows


def people(studio: Studio) -> Told:
    """Who may speak on this telephone: herself, somebody new, whoever spoke before."""
    rows: list[Row] = [[["🙋 Moi", "voix|v."], ["➕ Une autre personne", "voix|p"]]]
    rows += [[[speaker_name(each, studio.who.id), f"voix|v.{each.code}"]] for each in studio.guests()[:MOST_GUESTS]]
    text = f"Qui parle maintenant ? En ce moment : {speaker_name(studio.speaker, studio.who.id)}."
    return {"text": text, "buttons": rows, "sounds": []}


def plain(text: str, rows: Sequence[Row] = ()) -> Told:
    """A sentence, with buttons where there are some."""
    return {"text": text, "buttons": list(rows), "sounds": []}


def taken(seconds: float, *, listened: bool) -> str:
    """What is said of a take that is used from now on."""
    said = f"{seconds:.1f}".replace(".", ",")
    note = "" if listened else " Aucune machine ne l'a écoutée."
    return f"✅ Prise gardée ({said} s), les gens l'entendent dès maintenant.{note}"


SURE = "Retirer cette voix ? Ses prises sont effacées tout de suite. Une autre voix parlera."
SURE_ROWS: list[Row] = [[["🗑 Oui, tout retirer", "voix|W"], ["Non, garder", "voix|"]]]
GONE = "C'est fait : cette voix est retirée, ses prises sont effacées."
STOPPED = "D'accord, on s'arrête. Revenez quand vous voulez : /voix"
REFUSED = "C'est noté : cette voix ne sert nulle part."
ALLOWED: Mapping[str, str] = {
    "here": "C'est noté : ici seulement, pour deux ans.",
    "network": "C'est noté : dans toutes les coopératives, pour deux ans.",
}
BY_VOICE = "Envoyez un message vocal, ou touchez « Arrêter »."
DIALECT = "C'est noté : {dialect}."
HEARD = "🔊 Sa réponse est gardée. Touchez ce qu'elle a dit."
UNREADABLE = "Ce message vocal ne se lit pas. Recommencez, s'il vous plaît."
