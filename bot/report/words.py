"""What was said freely: themes people put on answers, counted; and quotes, of who agreed to be quoted only."""

from collections import Counter, defaultdict

from bot.report.document import SHARE_COLUMNS, Block, Quote, Section, Table, share_cells
from bot.report.profile import LANGUAGES
from bot.report.publishing import share
from bot.report.responses import ANSWERED, PARTICIPANT, Answer, Question, Responses

SIGNED = "Participante de la Flashcoop"
QUOTE = "quote"
FRENCH = "fr"
CHECKED = "checked"
THEMES_NOTE = "n : les réponses auxquelles un thème au moins a été donné ; une réponse peut en avoir plusieurs."
Key = tuple[str, str, str, str, str]  # person, Flashcoop, questionnaire, moment, question


def _key(answer: Answer) -> Key:
    return answer.person, answer.cohort, answer.questionnaire, answer.moment, answer.question


def themes(responses: Responses) -> dict[Key, tuple[str, ...]]:
    """The themes of each answer, as it stands now: one put on words that were corrected since says nothing."""
    present = {_key(answer): answer.revision for answer in responses.answers if answer.status == ANSWERED}
    found: dict[Key, list[str]] = defaultdict(list)
    for row in responses.themes:
        key = (row["participant"], row["cohort"], row["questionnaire"], row["moment"], row["question"])
        if present.get(key) == row["revision"]:
            found[key].append(row["theme"])
    return {key: tuple(sorted(names)) for key, names in found.items()}


def open_questions(responses: Responses) -> list[Question]:
    """The open questions of participants that ask for nothing personal, as they stand in their questionnaires."""
    known = [each for each in responses.questions.values() if each.kind == "open" and each.audience == PARTICIPANT]
    return sorted((each for each in known if not each.personal), key=lambda each: (each.questionnaire, each.place))


def counts(responses: Responses) -> list[tuple[Question, Counter[str], int]]:
    """For each open question with themes: in how many answers each theme is, and how many answers have any."""
    by_question: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for key, names in themes(responses).items():
        by_question[key[2], key[4]].append(names)
    asked = [responses.questions[key] for key in sorted(by_question) if key in responses.questions]
    told = [(each, by_question[each.questionnaire, each.key]) for each in asked]
    return [(each, Counter(name for one in found for name in set(one)), len(found)) for each, found in told]


def quotes(responses: Responses) -> list[tuple[Question, list[Quote]]]:
    """What may be printed, by question: in French, or translated and marked so, from who agreed to be quoted.

    Typed words, and transcripts that somebody has checked; each once, however many themes it has.
    """
    agreed, themed = responses.agreed(QUOTE), themes(responses)
    found: list[tuple[Question, list[Quote]]] = []
    for question in open_questions(responses):
        given = [each for each in responses.given(question.questionnaire, question.key) if each.person in agreed]
        told = [quote for each in given if (quote := _quote(each, themed.get(_key(each), ())))]
        if told:
            found.append((question, sorted(told, key=lambda each: each.text)))  # in no order of people
    return found


def _quote(answer: Answer, named: tuple[str, ...]) -> Quote | None:
    if answer.translation:
        return Quote(answer.translation, f"traduit, {_language(answer)}", named)
    if answer.language != FRENCH:
        return None
    text = answer.value or (answer.transcript if answer.transcript_status == CHECKED else "")
    return Quote(text, "", named) if text else None


def _language(answer: Answer) -> str:
    return f"dit en {LANGUAGES.get(answer.language, 'une autre langue').lower()}"


def section(responses: Responses) -> Section:
    """Themes with their counts, then quotes."""
    blocks: list[Block] = []
    for question, counted, n in counts(responses):
        names = sorted(counted, key=lambda name: (-counted[name], name))
        rows = tuple((name, *share_cells(share(counted[name], n))) for name in names)
        blocks.append(Table(f"Thèmes : {question.printed}", ("Thème", *SHARE_COLUMNS), rows, THEMES_NOTE))
    for question, found in quotes(responses):
        blocks += [f"Verbatims : {question.printed}", *found]
    if not blocks:
        blocks.append("Ni thème ni verbatim dans cet export.")
    return Section("Ce que disent les personnes, avec leurs mots", tuple(blocks))
