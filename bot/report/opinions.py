"""What participants say on the last day (the six published statements), and the item of those who accompany them."""

from dataclasses import dataclass

from bot.report.document import SHARE_COLUMNS, Bar, Block, Cell, Section, Table, plot, share_cells
from bot.report.publishing import Share, share
from bot.report.responses import PARTICIPANT, Answer, Question, Responses

CUTS = {3: "« oui, un peu » ou « oui, beaucoup »"}
STAFF = {"animator": "animateurs", "partner": "partenaires"}
TIMES = {"exit": "dernier jour", "cold": "4 à 6 mois après"}
ADVANCES = "avancees"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A statement: who agrees (rated `cut` or more of 1–4) of those who rated it; the share published for 2019–2020."""

    question: Question
    cut: int
    agrees: Share
    without: int


def statements(responses: Responses) -> list[Opinion]:
    """The published statements, in the order they are asked."""
    return [_opinion(responses, question) for question in responses.asked("statement")]


def _opinion(responses: Responses, question: Question) -> Opinion:
    cut = int(question.references["cut"])
    rows = responses.rows(question.questionnaire, question.key)
    given = responses.given(question.questionnaire, question.key)
    return Opinion(
        question, cut, share(sum(int(each.value) >= cut for each in given), len(given)), len(rows) - len(given)
    )


def advances(responses: Responses) -> list[tuple[str, Share]]:
    """« Avez-vous constaté des avancées concrètes ? »: yes, of the animators and partners who answered, by moment.

    They answer in their function: their counts are told however few they are, percentages as everybody's.
    """
    asked = [each for each in responses.asked("indicator", indicator=ADVANCES) if each.kind == "yesno"]
    about_the_action = [each for each in asked if each.audience != PARTICIPANT and not each.about_somebody]
    found: list[tuple[str, Share]] = []
    for moment, name in TIMES.items():
        given = [each for question in about_the_action for each in _given(responses, question, moment)]
        if given:
            found.append((f"Animateurs et partenaires, {name}", Share(_yes(given), len(given))))
        for audience, plural in STAFF.items():
            theirs = [question for question in about_the_action if question.audience == audience]
            own = [each for question in theirs for each in _given(responses, question, moment)]
            if own:
                found.append((f"dont {plural}, {name}", Share(_yes(own), len(own))))
    return found


def _given(responses: Responses, question: Question, moment: str) -> list[Answer]:
    return [each for each in responses.given(question.questionnaire, question.key) if each.moment == moment]


def _yes(given: list[Answer]) -> int:
    return sum(each.value == "yes" for each in given)


def section(responses: Responses) -> Section:
    """Opinions with their cut, then the closed item of animators and partners."""
    found = statements(responses)
    rows: list[tuple[Cell, ...]] = [(each.question.printed, *share_cells(each.agrees), each.without) for each in found]
    cuts = sorted({each.cut for each in found})
    note = " ".join(f"D'accord : {CUTS.get(cut, f'note {cut} ou plus')}, soit {cut} ou 4 sur 4." for cut in cuts)
    columns = ("Énoncé publié", *SHARE_COLUMNS, "Sans avis")
    table = Table("D'accord avec les six énoncés, le dernier jour", columns, tuple(rows), note)
    bars = [Bar(each.question.printed, each.agrees) for each in found]
    blocks: list[Block] = [table, *plot("opinions", "D'accord avec les six énoncés", bars)]
    heard: list[tuple[Cell, ...]] = [(each.question.printed, each.question.spoken) for each in found]
    blocks.append(Table("Les énoncés, publiés et entendus", ("Énoncé publié", "Énoncé entendu"), tuple(heard)))
    seen: list[tuple[Cell, ...]] = [(name, *share_cells(told)) for name, told in advances(responses)]
    about = "« Avez-vous constaté des avancées concrètes ? » : oui. Les professionnels répondent dans leur fonction."
    blocks.append(
        Table("Avancées constatées par les animateurs et partenaires", ("Qui", *SHARE_COLUMNS), tuple(seen), about)
    )
    return Section("Ce que disent les personnes, à chaud", tuple(blocks))
