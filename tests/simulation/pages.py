"""Somebody who answers at a page: her own, or one on which a helper fills a run with her."""

from tests.simulation.lives import Life
from tests.simulation.telephones import Runs
from tests.web.visitor import Visitor

MOST = 400  # acts at one visit; more is a page that never ends


async def answers_at(page: Visitor, life: Life, runs: Runs, only: frozenset[str] = frozenset()) -> int:
    """Answer what the page asks until it asks nothing, or she gets up; how many acts that took.

    `only` are the steps that are answered, all others end it.
    """
    for acts in range(MOST):
        step = page.page.step
        if not step or life.left <= 0 or (only and step.removesuffix("?") not in only):
            return acts
        run = next(form.fields["of"] for form in page.page.forms if "of" in form.fields)
        _, questionnaire = await runs(run)
        choices = tuple(page.page.choices)
        answer = life.answers(run, questionnaire, page.page.step, choices)
        await (page.chooses(answer) if answer in choices else page.types(answer))
    raise AssertionError(f"a page that never ends: {life.transcript[-12:]}")
