"""What can be wrong with a questionnaire: a list of small checks, each with a coded sentence for its author.

The sentences are French, as the authors are. None of these ever reaches a participant: `flashcoop run` refuses to
start, and the tests fail.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogs.calendar import MOMENTS, ONCE
from dialogs.compile import BUILT, in_languages, sources
from dialogs.conditions import parts, well_formed
from dialogs.kinds import BUILDERS
from dialogs.questionnaire import SOURCE, Question
from dialogs.reachable import reachable, values
from dialogs.wording import VARIANTS, Entry, Text, Texts, units

# A prompt is at most 12 words (docs/dialogue.md, rule 4); what is longer names its reason.
MOST_WORDS = 12
# A fact has at most four choices side by side; a flat list of pictures at most nine.
MOST_DISTINCT = 24  # of a longer list, what nobody in the group has chosen is offered, nine at a time
MOST_CHOICES = {"choice": 4, "language": 4, "picture": 9}
# Telegram's 64 bytes of callback data hold `a|instance|ask|choice`: this is left for `step` and `choice` together.
MOST_BUTTON_BYTES = 40
KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")
NEEDED = {"key", "kind", "print"}
FIELDS = NEEDED | BUILT | (set(Question.model_fields) - {"steps"})
PURPOSES = ("bot", "keep_audio", "quote", "researcher", "photos", "contact", "records", "second_contact")

SENTENCES = {
    "Q01": "le champ « {detail} » manque.",
    "Q02": "le genre « {detail} » n'existe pas ; les genres sont : {known}.",
    "Q03": "la clé « {detail} » doit être en minuscules sans accent, de 20 signes au plus.",
    "Q04": "la clé « {detail} » sert deux fois.",
    "Q05": "il y a {detail} choix ; pas plus de {most} pour ce genre de question.",
    "Q06": "le choix « {detail} » n'a pas d'image.",
    "Q07": "l'image « {detail} » n'existe pas.",
    "Q08": "la condition n'est pas bien écrite : {detail}.",
    "Q09": "cette question ne sera jamais posée : {detail}.",
    "Q10": "les noms de la question et du choix « {detail} » sont trop longs ensemble pour un bouton.",
    "Q11": "un consentement dit à quoi il sert : « purpose » parmi {known}.",
    "Q12": "« moment » vaut {known}, pas « {detail} ».",
    "Q13": "le champ « {detail} » n'existe pas ; les champs sont : {known}.",
    "T01": "il n'y a pas de traduction.",
    "T02": "la traduction vient d'un autre texte français : « {detail} ».",
    "T03": "il y a {detail} mots à dire ; pas plus de {most}, ou bien « long » avec sa raison.",
    "T04": "la traduction oublie ou invente {detail}.",
    "T05": "la forme « {detail} » manque : masculin et féminin vont ensemble.",
    "T06": "la forme parlée n'a pas de voyelles : la voix de synthèse en a besoin.",
    "V01": "il n'y a pas de voix pour ce texte.",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to mend: its code, the file, question (or phrase) and language, and a sentence."""

    code: str
    where: str
    question: str
    language: str
    sentence: str

    def __str__(self) -> str:
        language = f" ({self.language})" if self.language else ""
        return f"{self.code} {self.where}, {self.question}{language} : {self.sentence}"


@dataclass(frozen=True)
class Checked:
    """What is being checked and what it may refer to. `spoken_by_vowels` names languages whose spoken form must
    be vowelled; `has_clip` tells whether a text can be heard in a language.
    """

    where: str
    source: Mapping[str, Any]
    texts: Texts
    pictures: frozenset[str]
    spoken_by_vowels: frozenset[str] = frozenset()
    has_clip: Callable[[str, str], bool] = field(default=lambda _text, _language: True)

    def issue(self, code: str, question: str, language: str = "", **details: object) -> Issue:
        """An issue with its sentence filled in."""
        return Issue(code, self.where, question, language, SENTENCES[code].format(**details))


def issues(checked: Checked) -> list[Issue]:
    """Everything wrong with one questionnaire; each group of checks needs what the one before it made sure of."""
    for group in (FORM, CONDITIONS, TEXT):
        found = [issue for check in group for issue in check(checked)]
        if found:
            return found
    return []


def phrase_issues(checked: Checked) -> list[Issue]:
    """Everything wrong with the common phrases."""
    phrases = [(f"common.{key}", phrase) for key, phrase in checked.texts.common.items()]
    return [issue for context, phrase in phrases for issue in _text_issues(checked, context, phrase)]


def _questions(checked: Checked) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for question in checked.source.get("questions", ()):
        yield str(question.get("key", "?")), question


def _missing_fields(checked: Checked) -> Iterator[Issue]:
    for name in sorted({"id", "version", "audience", "moment", "questions"} - set(checked.source)):
        yield checked.issue("Q01", "—", detail=name)
    if checked.source.get("moment", ONCE) not in MOMENTS:
        yield checked.issue("Q12", "—", detail=checked.source["moment"], known=", ".join(MOMENTS))
    for key, question in _questions(checked):
        needed = NEEDED | ({"choices"} if question.get("kind") in MOST_CHOICES else set())
        for name in sorted(needed - set(question)):
            yield checked.issue("Q01", key, detail=name)
        for name in sorted(set(question) - FIELDS):
            yield checked.issue("Q13", key, detail=name, known=", ".join(sorted(FIELDS)))


def _kinds(checked: Checked) -> Iterator[Issue]:
    for key, question in _questions(checked):
        if question.get("kind") not in BUILDERS:
            yield checked.issue("Q02", key, detail=question.get("kind"), known=", ".join(BUILDERS))
        if question.get("kind") == "consent" and question.get("purpose") not in PURPOSES:
            yield checked.issue("Q11", key, known=", ".join(PURPOSES))


def _keys(checked: Checked) -> Iterator[Issue]:
    seen: set[str] = set()
    for key, _ in _questions(checked):
        if not KEY.fullmatch(key):
            yield checked.issue("Q03", key, detail=key)
        if key in seen:
            yield checked.issue("Q04", key, detail=key)
        seen.add(key)


def _choices(checked: Checked) -> Iterator[Issue]:
    for key, question in _questions(checked):
        choices = question.get("choices", ())
        most = MOST_DISTINCT if question.get("distinct") else MOST_CHOICES.get(question.get("kind", ""), 0)
        if len(choices) > most:
            yield checked.issue("Q05", key, detail=len(choices), most=most)
        for choice in choices:
            yield from _one_choice(checked, key, choice)


def _one_choice(checked: Checked, key: str, choice: Mapping[str, Any]) -> Iterator[Issue]:
    name = str(choice.get("key"))
    if not choice.get("picture"):
        yield checked.issue("Q06", key, detail=name)
    elif choice["picture"] not in checked.pictures:
        yield checked.issue("Q07", key, detail=choice["picture"])
    if len(f"{key}{name}".encode()) > MOST_BUTTON_BYTES:
        yield checked.issue("Q10", key, detail=name)


def _conditions(checked: Checked) -> Iterator[Issue]:
    earlier: dict[str, Mapping[str, Any]] = {}
    for key, question in _questions(checked):
        if not well_formed(question.get("when")):
            yield checked.issue("Q08", key, detail=question["when"])
            return
        found = [issue for part in parts(question.get("when")) for issue in _looks_back(checked, key, part, earlier)]
        yield from found
        if found:
            return
        earlier[key] = question
        if not reachable(key, earlier, checked.source.get("moment", ONCE)):
            yield checked.issue("Q09", key, detail="sa condition n'est jamais remplie")


def _looks_back(
    checked: Checked, key: str, part: Mapping[str, Any], earlier: Mapping[str, Mapping[str, Any]]
) -> Iterator[Issue]:
    """A condition must look back, at a question that is kept and can have that value."""
    asked = part.get("answer")
    if asked is None:
        return
    if asked not in earlier:
        yield checked.issue("Q09", key, detail=f"« {asked} » n'est pas une question posée avant elle")
        return
    possible = values(earlier[asked])
    wanted = [part["is"]] if "is" in part else part.get("in", [])
    for value in wanted:
        if possible and value not in possible:
            yield checked.issue("Q09", key, detail=f"« {asked} » ne vaut jamais « {value} »")


def _texts(checked: Checked) -> Iterator[Issue]:
    spoken = replace(checked, texts=in_languages(checked.source, checked.texts))
    for context, phrase in sources(checked.source):
        yield from _text_issues(spoken, context, phrase)


def _text_issues(checked: Checked, context: str, phrase: Mapping[str, Any]) -> Iterator[Issue]:
    french = dict(units(context, phrase))
    question = context.partition(".")[2]
    for language in checked.texts.languages:
        if language != SOURCE:
            yield from _translated(checked, context, question, french, language)
        yield from _spoken(checked, context, question, phrase, language)


def _translated(
    checked: Checked, context: str, question: str, french: Mapping[str, str], language: str
) -> Iterator[Issue]:
    entries = checked.texts.translations[language]
    if context not in entries:
        yield checked.issue("T01", question, language)
        return
    for suffix in ("", "/f", "/m", "/spoken", "/spoken/f", "/spoken/m"):
        entry = entries.get(context + suffix)
        if entry:
            yield from _one_entry(checked, question, french, language, entry)
    for pair in (("/f", "/m"), ("/spoken/f", "/spoken/m")):
        there = [suffix for suffix in pair if context + suffix in entries]
        if len(there) == 1:
            missing = next(suffix for suffix in pair if suffix not in there)
            yield checked.issue("T05", question, language, detail=missing)
    spoken = entries.get(f"{context}/spoken") or entries.get(f"{context}/spoken/f")
    worded = re.search(r"\w", PLACEHOLDER.sub("", entries[context].text))
    if language in checked.spoken_by_vowels and worded and not (spoken and VOWEL_SIGNS.search(spoken.text)):
        yield checked.issue("T06", question, language)


def _one_entry(
    checked: Checked, question: str, french: Mapping[str, str], language: str, entry: Entry
) -> Iterator[Issue]:
    if entry.source not in french.values():
        yield checked.issue("T02", question, language, detail=entry.source)
    names = set(PLACEHOLDER.findall(entry.source)) ^ set(PLACEHOLDER.findall(entry.text))
    if names:
        yield checked.issue("T04", question, language, detail=", ".join(sorted(f"{{{name}}}" for name in names)))


def _spoken(
    checked: Checked, context: str, question: str, phrase: Mapping[str, Text], language: str
) -> Iterator[Issue]:
    if language != SOURCE and context not in checked.texts.translations[language]:
        return
    compiled = replace(checked.texts, languages=(language,)).phrase(context, phrase)
    for variant in VARIANTS:
        spoken = compiled.wording(language, variant).spoken
        words = len(re.findall(r"[^\W_]+(?:[’'\u200c-][^\W_]+)*", VOWEL_SIGNS.sub("", spoken)))
        if words > MOST_WORDS and not phrase.get("long"):
            yield checked.issue("T03", question, language, detail=words, most=MOST_WORDS)
            return
        if not checked.has_clip(spoken, language):
            yield checked.issue("V01", question, language)
            return


FORM = (_missing_fields, _kinds, _keys, _choices)
CONDITIONS = (_conditions,)
TEXT = (_texts,)
