"""One broken questionnaire for each rule, and the exact sentence its author reads."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial, reduce
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.loading import LOCALES, PHRASES, QUESTIONNAIRES, Programme, check_programme, read_yaml
from bot.pictures.catalogue import catalogue
from bot.settings import Settings
from bot.spoken import phrases
from bot.starting import start
from bot.voice.clips import ClipStore, Spoken
from bot.voice.engines.espeak import Espeak
from dialogs.checks.shape import QUESTION, WHOLE
from dialogs.compile import BUILT, compile_questionnaire, messages
from dialogs.conditions import well_formed
from dialogs.issues import SENTENCES, Checked, Issue, meaning_issues, programme_issues, shape_issues
from dialogs.kinds import BUILDERS
from dialogs.questionnaire import Question, Questionnaire
from dialogs.reachable import reachable
from dialogs.wording import Entry, Texts
from storage.refusals import Refused

BROKEN = Path(__file__).parent / "broken"
DARI = "شما کار دارید؟"
Catalogue = dict[str, Entry]
ASKED = {
    *("registration", "checkin", "peers", "hot", "interview", "cold"),
    *("animators_hot", "animators_cold", "partners_hot", "partners_cold", "partners_cold_person"),
}

EXPECTED = {
    "F01": "F01 F01.yaml, — : le fichier ne se lit pas : ligne 8, colonne 1.",
    "F02": "F02 F02.yaml, — : « questions » doit être une liste.",
    "Q01": "Q01 Q01.yaml, job : le champ « print » manque.",
    "Q02": f"Q02 Q02.yaml, job : le genre « riddle » n'existe pas ; les genres sont : {', '.join(BUILDERS)}.",
    "Q03": "Q03 Q03.yaml, Mon travail : la clé « Mon travail » doit être en minuscules sans accent, "
    "de 20 signes au plus.",
    "Q04": "Q04 Q04.yaml, job : la clé « job » sert deux fois.",
    "Q05": "Q05 Q05.yaml, place : il y a 5 choix ; pas plus de 4 pour ce genre de question.",
    "Q06": "Q06 Q06.yaml, place : le choix « home » n'a pas d'image.",
    "Q07": "Q07 Q07.yaml, place : l'image « castle » n'existe pas.",
    "Q08": "Q08 Q08.yaml, since : la condition n'est pas bien écrite : {'answer': 'job', 'equals': 'oui'}.",
    "Q09": "Q09 Q09.yaml, since : cette question ne sera jamais posée : sa condition n'est jamais remplie.",
    "Q10": "Q10 Q10.yaml, where_do_you_live_no : les noms de la question et du choix « in_a_house_of_my_own_nearby » "
    "sont trop longs ensemble pour un bouton.",
    "Q11": "Q11 Q11.yaml, agree : un consentement dit à quoi il sert : « purpose » parmi bot, keep_audio, quote, "
    "researcher, photos, contact, records, second_contact, interview.",
    "Q12": "Q12 Q12.yaml, — : « moment » vaut once, session, last, exit, cold, any, pas « weekly ».",
    "Q13": f"Q13 Q13.yaml, job : le champ « wen » n'existe pas ; les champs sont : {', '.join(sorted(QUESTION))}.",
    "Q14": "Q14 Q14.yaml, — : « audience » vaut participant, animator, partner, pas « teacher ».",
    "Q15": "Q15 Q15.yaml, — : « subject » vaut peer, prescribed, pas « neighbour ».",
    "Q16": "Q16 Q16.yaml, job : « by » vaut staff, participant, pas « animator ».",
    "Q17": "Q17 Q17.yaml, — : « languages » vaut une ou plusieurs de fr, fa_AF, avec fr, pas « en ».",
    "Q18": "Q18 Q18.yaml, job : « sets » vaut language, gender, pas « job ».",
    "R01": "R01 R01.yaml, job : « hot.job » n'est une question d'aucun questionnaire.",
    "R02": "R02 R02.yaml, job : « cold.job » est demandé plus tard : on ne peut pas le rappeler.",
    "R03": "R03 R03.yaml, job : « recalls » et « {before} » vont ensemble ; « recalls » manque.",
    "R04": "R04 R04.yaml, job : « recalls » demande la condition « recall: hot.situation, known: true » : "
    "sans réponse, il n'y a rien à relire.",
    "P01": "P01 P01.yaml, — : l'identifiant « checkin » est aussi celui de checkin.yaml.",
    "P02": "P02 P02.yaml, — : « order: 20 » est aussi celui de checkin.yaml, pour les mêmes personnes.",
    "T01": "T01 T01.yaml, job (fa_AF) : il n'y a pas de traduction.",
    "T02": "T02 T02.yaml, job (fa_AF) : la traduction vient d'un autre texte français : « Travaillez-vous ? ».",
    "T03": "T03 T03.yaml, job (fr) : il y a 13 mots à dire ; pas plus de 12, ou bien « long » avec sa raison.",
    "T04": "T04 T04.yaml, job (fa_AF) : la traduction oublie ou invente {name}.",
    "T05": "T05 T05.yaml, job (fa_AF) : la forme « /m » manque : masculin et féminin vont ensemble.",
    "T06": "T06 T06.yaml, job (fa_AF) : la forme parlée n'a pas de voyelles : la voix de synthèse en a besoin.",
    "V01": "V01 V01.yaml, job (fr) : il n'y a pas de voix pour ce texte.",
}
CHANGES: dict[str, Callable[[Catalogue], object]] = {
    "T01": lambda entries: entries.clear(),
    "T02": lambda entries: entries.update({"broken.job": Entry("Travaillez-vous ?", DARI)}),
    "T05": lambda entries: entries.update({"broken.job/f": Entry("Avez-vous un travail ?", DARI)}),
}


def checked(code: str, source: dict[str, Any]) -> Checked:
    """A questionnaire with a Dari catalogue that has everything, but for what the code is about."""
    shaped = not isinstance(source["questions"], str) and set(source["questions"][0]) >= {"print", "key"}
    entries = {context: Entry(french, DARI) for context, french in messages(source)} if shaped else {}
    if code in CHANGES:
        CHANGES[code](entries)
    return Checked(
        where=f"{code}.yaml",
        source=source,
        texts=Texts(languages=("fr", "fa_AF"), translations={"fr": {}, "fa_AF": entries}),
        pictures=frozenset(catalogue()),
        spoken_by_vowels=frozenset({"fa_AF"} if code == "T06" else ()),
        has_clip=lambda _text, language: code != "V01" or language != "fr",
        programme={path.name: read_yaml(path) for path in QUESTIONNAIRES.glob("*.yaml")},
    )


def issues(checked: Checked) -> list[Issue]:
    return shape_issues(checked) or meaning_issues(checked)


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "F01"])
def test_every_rule_has_a_broken_questionnaire_and_its_sentence(code: str) -> None:
    found = issues(checked(code, read_yaml(BROKEN / f"{code}.yaml")))
    assert [str(issue) for issue in found] == [EXPECTED[code]]


def test_a_file_that_is_no_yaml_is_one_sentence_too(tmp_path: Path) -> None:
    (tmp_path / "F01.yaml").write_bytes((BROKEN / "F01.yaml").read_bytes())
    assert [str(issue) for issue in check_programme(questionnaires=tmp_path)] == [EXPECTED["F01"]]


NODES = (
    ("questions", 0),
    ("questions", 3),
    ("questions", 5),
    ("questions", 5, "choices"),
    ("questions", 5, "choices", 1),
)
WRONG: tuple[Any, ...] = (None, 3, "x", "", [], {}, ["x"], {"x": 1}, True, 1.5)


@pytest.mark.parametrize("node", [(), *NODES], ids=str)
def test_a_wrong_type_anywhere_is_a_sentence_and_never_a_trace(
    programme: Programme, node: tuple[str | int, ...]
) -> None:
    """Every field is replaced by everything it should not be: it is refused in words, or it can be asked."""
    source = read_yaml(QUESTIONNAIRES / "peers.yaml")
    for name, wrong in product(_names(_at(source, node)), WRONG):
        changed = deepcopy(source)
        _at(changed, node)[name] = wrong
        file = Checked("peers.yaml", changed, programme.texts, frozenset(catalogue()))
        if not programme_issues([file]):
            compile_questionnaire(changed, programme.texts)


def _at(source: Any, node: tuple[str | int, ...]) -> Any:
    return reduce(lambda inside, name: inside[name], node, source)


def _names(found: Any) -> list[Any]:
    return list(range(len(found))) if isinstance(found, list) else list(found)


def test_every_field_that_is_compiled_has_a_type_that_is_checked() -> None:
    assert set(QUESTION) == BUILT | set(Question.model_fields) - {"steps"}
    assert set(WHOLE) == {"languages", *Questionnaire.model_fields}


@pytest.mark.parametrize("content", ["", "3", "[a]", "id: [", "questions: x", "id: a\nid: b", "\x00", "- id: a"])
def test_no_file_however_wrong_reaches_anybody(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setattr("bot.starting.check_programme", partial(check_programme, questionnaires=tmp_path))
    with pytest.raises(Refused, match=r"odd\.yaml, — : "):
        start(Settings.model_construct(), demo=False, greet=lambda *_: None)


def test_no_broken_questionnaire_is_about_a_rule_that_is_gone() -> None:
    assert {path.stem for path in BROKEN.glob("*.yaml")} == set(SENTENCES) == set(EXPECTED)


def test_a_long_prompt_with_its_reason_is_let_pass() -> None:
    source = read_yaml(BROKEN / "T03.yaml")
    source["questions"][0]["long"] = "Les mots de la loi."
    assert issues(checked("T03", source)) == []


def test_what_is_asked_and_said_has_no_issue() -> None:
    assert [str(issue) for issue in check_programme()] == []


def test_a_translation_taken_away_is_found(tmp_path: Path) -> None:
    locales = _copied(LOCALES, tmp_path / "locales")
    catalogue_ = locales / "fa_AF" / "LC_MESSAGES" / "flashcoop.po"
    lines = catalogue_.read_text("utf-8").replace('msgctxt "checkin.mood"', 'msgctxt "checkin.mud"')
    catalogue_.write_text(lines, "utf-8")
    found = [str(issue) for issue in check_programme(locales=locales)]
    assert found == ["T01 checkin.yaml, mood (fa_AF) : il n'y a pas de traduction."]


def test_a_clip_taken_away_is_found(programme: Programme) -> None:
    gone = programme.flows["checkin"].questionnaire.steps["mood"].phrase.wording("fa_AF").spoken
    found = check_programme(has_clip=lambda text, language: (text, language) != (gone, "fa_AF"))
    assert [str(issue) for issue in found] == ["V01 checkin.yaml, mood (fa_AF) : il n'y a pas de voix pour ce texte."]


def test_the_clips_that_were_built_are_what_the_check_looks_for(programme: Programme, tmp_path: Path) -> None:
    wanted = [phrase for phrase in dict.fromkeys(phrases(programme)) if phrase.language == "fr"][:12]
    store = ClipStore(tmp_path, [Espeak()])
    store.build(wanted)

    def has_clip(text: str, language: str) -> bool:
        return store.has(Spoken(text, language))

    missing = {issue.language for issue in check_programme(has_clip=has_clip)}
    assert missing == {"fr", "ar", "fa_AF"}, "most clips have not been built"
    assert all(has_clip(phrase.text, phrase.language) for phrase in wanted)


def _copied(source: Path, target: Path) -> Path:
    for path in source.rglob("*"):
        if path.suffix in (".yaml", ".po"):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return target


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ('{answer: job, is: "yes"}', True),
        ('{all: [{answer: job, is: "yes"}, {answer: kind, is: a}]}', True),
        ('{all: [{answer: job, is: "no"}, {answer: kind, is: a}]}', False),  # the kind is asked only with a job
        ('{not: {any: [{answer: job, is: "yes"}, {not: {answer: job, is: "yes"}}]}}', False),
        ("{fact: session.between, is: 5}", True),
        ("{fact: session.between, is: 6}", False),
        ("{all: [{fact: session.first, is: true}, {fact: session.last, is: true}]}", False),
        ("{all: [{answer: open, known: true}, {fact: session.number, is: 7}]}", True),
    ],
)
def test_a_condition_is_tried_on_all_that_can_be_answered(when: str, expected: bool) -> None:
    questions: dict[str, dict[str, Any]] = {
        "job": {"kind": "yesno"},
        "kind": {"kind": "choice", "choices": [{"key": "a"}], "when": {"answer": "job", "is": "yes"}},
        "open": {"kind": "open"},
        "last": {"kind": "yesno", "when": yaml.safe_load(when)},
    }
    assert reachable("last", questions, "session") is expected


@pytest.mark.parametrize("when", ["oui", "[a]", "{all: job}", "{fact: weather, is: fine}", "{answer: a, in: b}", "3"])
def test_anything_outside_the_grammar_is_not_well_formed(when: str) -> None:
    assert not well_formed(yaml.safe_load(when))


def test_the_files_that_are_checked_are_there() -> None:
    assert PHRASES.exists()
    assert {path.stem for path in QUESTIONNAIRES.glob("*.yaml")} == ASKED
