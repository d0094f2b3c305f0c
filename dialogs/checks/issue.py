"""What is checked, and what a check gives: a coded sentence that names file, question and language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.wording import Texts

NOWHERE = "—"  # stands for the question where an issue is about the whole file

SENTENCES = {
    "F01": "le fichier ne se lit pas : {detail}.",
    "F02": "{detail} doit être {known}.",
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
    "Q14": "« audience » vaut {known}, pas « {detail} ».",
    "Q15": "« subject » vaut {known}, pas « {detail} ».",
    "Q16": "« by » vaut {known}, pas « {detail} ».",
    "Q17": "« languages » vaut une ou plusieurs de {known}, avec fr, pas « {detail} ».",
    "Q18": "« sets » vaut {known}, pas « {detail} ».",
    "R01": "« {detail} » n'est une question d'aucun questionnaire.",
    "R02": "« {detail} » est demandé plus tard : on ne peut pas le rappeler.",
    "R03": "« recalls » et « {{before}} » vont ensemble ; {detail} manque.",
    "R04": "« recalls » demande la condition « recall: {detail}, known: true » : sans réponse, il n'y a rien à relire.",
    "P01": "l'identifiant « {detail} » est aussi celui de {other}.",
    "P02": "« order: {detail} » est aussi celui de {other}, pour les mêmes personnes.",
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


def issue(where: str, code: str, question: str = NOWHERE, language: str = "", **details: object) -> Issue:
    """An issue with its sentence filled in."""
    return Issue(code, where, question, language, SENTENCES[code].format(**details))


@dataclass(frozen=True)
class Checked:
    """What is being checked and what it may refer to. `spoken_by_vowels` names languages whose spoken form must
    be vowelled; `has_clip` tells whether a text can be heard in a language; `programme` are the sources of all
    questionnaires, by file.
    """

    where: str
    source: Mapping[str, Any]
    texts: Texts
    pictures: frozenset[str]
    spoken_by_vowels: frozenset[str] = frozenset()
    has_clip: Callable[[str, str], bool] = field(default=lambda _text, _language: True)
    programme: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def issue(self, code: str, question: str = NOWHERE, language: str = "", **details: object) -> Issue:
        """An issue of this file."""
        return issue(self.where, code, question, language, **details)

    def questions(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The questions by key, as they stand."""
        for question in self.source["questions"]:
            yield str(question.get("key", "?")), question
