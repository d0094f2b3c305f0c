"""What an animator notes of a Flashcoop in the console: presence, contracts, figures; and what she prints."""

import pytest

from bot.running import Assistant
from tests.console.staff import Desk, Place
from tests.console.test_flashcoop import AtDesk, animator, codes, opened, rows
from tests.web.conftest import Clock

__all__ = ["animator", "opened"]


# Presence and contracts


async def test_one_tap_marks_the_next_goes_round_and_one_takes_it_back(
    animator: Desk, opened: str, assistant: Assistant
) -> None:
    who = codes((await animator.gets(f"{opened}/people")).text)[0]
    states = []
    for state in ("present", "absent", "excused"):
        assert f'name="state" value="{state}"' in (await animator.gets(f"{opened}/presence?session=3")).text
        done = await animator.posts(f"{opened}/presence", session="3", who=who, state=state)
        states.append(done.headers["location"])
    page = (await animator.gets(states[-1])).text
    assert '<button id="undo" name="state" value="absent">' in page
    await animator.posts(f"{opened}/presence", session="3", who=who, state="absent")
    kept = await rows(assistant, "SELECT state FROM attendance ORDER BY id")
    assert [row["state"] for row in kept] == ["present", "absent", "excused", "absent"]
    authors = await rows(
        assistant, "SELECT DISTINCT a.author, p.role FROM attendance a JOIN people p ON p.code = author"
    )
    assert [row["role"] for row in authors] == ["animator"]


async def test_everyone_is_there_marks_only_those_nobody_has_noted(
    animator: Desk, opened: str, assistant: Assistant
) -> None:
    who = codes((await animator.gets(f"{opened}/people")).text)[0]
    await animator.posts(f"{opened}/presence", session="1", who=who, state="absent")
    await animator.posts(f"{opened}/presence", session="1", who="everyone", state="present")
    kept = await rows(assistant, "SELECT state, count(*) AS n FROM attendance GROUP BY state ORDER BY state")
    assert [(row["state"], row["n"]) for row in kept] == [("absent", 1), ("present", 6)]
    assert "Tout le monde est là" not in (await animator.gets(f"{opened}/presence?session=1")).text


@pytest.mark.parametrize(
    "fields",
    [
        {"session": "9", "who": "everyone", "state": "present"},
        {"session": "x", "who": "everyone", "state": "present"},
        {"session": "1", "who": "FC-NONE", "state": "present"},
        {"session": "1", "who": "everyone", "state": "asleep"},
    ],
)
async def test_presence_that_cannot_be_is_refused(animator: Desk, opened: str, fields: dict[str, str]) -> None:
    answer = await animator.posts(f"{opened}/presence", **fields)
    assert answer.status_code == 422


async def test_a_contract_is_one_tap_with_todays_date_and_can_be_taken_back(
    animator: Desk, opened: str, assistant: Assistant, clock: Clock
) -> None:
    who = codes((await animator.gets(f"{opened}/people")).text)[0]
    assert "7 contrats à signer" in (await animator.gets(f"{opened}/contracts")).text
    await animator.posts(f"{opened}/contracts", who=who, how="today")
    [kept] = await rows(assistant, "SELECT * FROM contracts")
    assert kept["signed_on"] == clock().date().isoformat()
    assert (kept["covered_from"], kept["covered_to"]) == ("2026-11-23", "2026-11-29")
    assert "6 contrats à signer" in (await animator.gets(f"{opened}/contracts")).text
    await animator.posts(f"{opened}/contracts", who=who, how="undo")
    assert "7 contrats à signer" in (await animator.gets(f"{opened}/contracts")).text
    wrong = {"signed": "2026-01-02", "covered_from": "2026-11-29", "covered_to": "2026-11-23"}
    answer = await animator.posts(f"{opened}/contracts", who=who, how="dates", **wrong)
    assert (answer.status_code, "finit après avoir commencé" in answer.text) == (422, True)
    answer = await animator.posts(f"{opened}/contracts", who=who, how="dates", signed="2099-01-01")
    assert (answer.status_code, "aujourd&#39;hui ou d&#39;avant" in answer.text) == (422, True)


# Figures


@pytest.mark.parametrize(("turnover", "charges"), [("528", "210"), ("٥٢٨", "۲۱۰"), ("528,00 €", "210.00")])
async def test_figures_in_any_digits_become_shares_that_add_up(
    animator: Desk, opened: str, turnover: str, charges: str
) -> None:
    await animator.posts(f"{opened}/figures", turnover_cents=turnover, charges_cents=charges)
    page = (await animator.gets(f"{opened}/figures")).text
    for words in ("318,00\u00a0€", "45,43\u00a0€", "45,42\u00a0€", "6 personnes", "1 personne"):
        assert words in page


async def test_what_is_not_given_is_said_so_and_a_loss_too(animator: Desk, opened: str) -> None:
    page = (await animator.gets(f"{opened}/figures")).text
    assert "non renseigné" in page
    assert "0,00" not in page
    await animator.posts(f"{opened}/figures", turnover_cents="100", charges_cents="210")
    page = (await animator.gets(f"{opened}/figures")).text
    assert ("Perte" in page, "110,00\u00a0€" in page, "rien à partager" in page) == (True, True, True)


async def test_an_amount_that_is_none_is_said_above_what_was_typed(
    animator: Desk, opened: str, assistant: Assistant
) -> None:
    answer = await animator.posts(f"{opened}/figures", turnover_cents="beaucoup", product="Cookies")
    assert answer.status_code == 422
    assert "n&#39;est pas un montant" in answer.text
    assert 'value="beaucoup"' in answer.text
    assert await rows(assistant, "SELECT * FROM cohort_figures") == []


async def test_a_correction_keeps_the_earlier_value_under_its_author(animator: Desk, opened: str) -> None:
    for value in ("528", "530", ""):
        await animator.posts(f"{opened}/figures", turnover_cents=value)
    page = (await animator.gets(f"{opened}/figures")).text
    history = page.partition("Toutes les valeurs notées")[2]
    assert [words in history for words in ("528,00", "530,00", "non renseigné")] == [True] * 3


async def test_cpe_sees_figures_and_no_names(
    animator: Desk, opened: str, places: dict[str, Place], at_desk: AtDesk
) -> None:
    await animator.posts(f"{opened}/figures", turnover_cents="528", animators="Julie Geslot", product="Cookies")
    national = await at_desk(places["here"].staff["cpe"])
    page = (await national.gets(f"{opened}/figures")).text
    assert ("528,00" in page, "Cookies" in page, "Julie" in page) == (True, True, False)
    assert "Noter ou corriger" not in page
    assert (await national.posts(f"{opened}/figures", turnover_cents="1")).status_code == 403


async def test_figures_are_read_in_dari_in_its_own_digits(animator: Desk, opened: str) -> None:
    await animator.posts(f"{opened}/figures", turnover_cents="204,74", charges_cents="0")
    animator.browser.cookies.set("flashcoop_console_language", "fa_AF", domain="page.test", path="/console")
    page = (await animator.gets(f"{opened}/figures")).text
    assert "۲۰۴٫۷۴" in page
    assert 'value="۲۰۴,۷۴"' in page
    await animator.posts(f"{opened}/figures", turnover_cents="۲۰۴,۷۴")
    assert "۲۰۴٫۷۴" in (await animator.gets(f"{opened}/figures")).text


# Photos and the guide


async def test_the_photo_list_and_the_guide_are_pdfs(animator: Desk, opened: str) -> None:
    assert "Personne n'a accepté" in (await animator.gets(f"{opened}/photos")).text
    for name in ("photos.pdf", "guide.pdf"):
        answer = await animator.gets(f"{opened}/{name}")
        assert answer.content.startswith(b"%PDF")
        assert answer.headers["cache-control"] == "no-store"
