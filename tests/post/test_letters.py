import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.operating import Operating
from bot.operations import operate
from bot.phoning import channel_of
from bot.post.carrying import Carrier
from bot.post.mail import Mail
from bot.post.sending import Sending
from bot.post.sms import Sms
from bot.settings import Settings
from storage import links, mails, people
from storage.database import Database
from storage.letterboxes import close_others
from storage.refusals import Refused
from tests.doors.house import Doors
from tests.post.carriers import SENDER, Gateway, Mailroom
from tests.reminders.people import REGISTERED
from tests.staff.people import circle
from tests.staff.test_helps import OFFICE, asks_for_help, code_of_animator
from tests.web.visitor import SAME_SITE, Visitor

PARTNER = "claire@asso.example"
EVENING = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # half past six in Paris
NIGHT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
LINK = re.compile(r"https?://[^/\s]+(/p/\S+)")


async def _no_pause(seconds: float) -> None:
    del seconds


def post(doors: Doors, *carriers: Carrier) -> list[Sending]:
    """The house writes letters through these from now on."""
    doors.assistant.house.letters = frozenset(carrier.channel for carrier in carriers)
    return [Sending(doors.assistant, carrier, _no_pause) for carrier in carriers]


async def does(doors: Doors, name: str, url: str = "smtp://server.example?from=a@b.example", **arguments: Any) -> Any:
    def change(db: Database) -> Any:
        secret = SecretStr("a secret of the tests, long enough")
        settings = Settings.model_construct(secret=secret, smtp_url=SecretStr(url) if url else None)
        return operate(Operating(db, settings, doors.assistant.house.codes, doors.clock()), name, arguments)

    return await doors.assistant.writer.run(change)


async def invites(doors: Doors, mailroom: Mailroom, mail: str = PARTNER, role: str = "partner") -> str:
    """Somebody is invited by mail, and her letter has left; the path of the link in it."""
    [sending] = post(doors, Mail(mailroom.url))
    cohort = await doors.flashcoop()
    await does(doors, "invite_by_mail", role=role, mail=mail, cohort=cohort, cae=None)
    assert await sending.work_once() == 1
    return link_in(mailroom.letters[-1].get_content())


def link_in(text: str) -> str:
    found = LINK.search(text)
    return found[1] if found else ""


async def opens(doors: Doors, path: str) -> int:
    return (await doors.browser.get(path)).status_code


async def without_telegram(doors: Doors, **answers: str) -> Visitor:
    """A participant who registered on her page and has no Telegram."""
    visitor = Visitor(doors.browser)
    await visitor.enters(await doors.invitation(await doors.flashcoop()))
    await visitor.goes_through(**{**REGISTERED, **answers}, until="")
    return visitor


async def test_a_partner_gets_her_page_by_mail(doors: Doors, mailroom: Mailroom) -> None:
    path = await invites(doors, mailroom)
    assert mailroom.readers == [PARTNER]
    [letter] = mailroom.letters
    assert SENDER in letter["From"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert await opens(doors, path) == 200


async def test_a_link_that_is_over_offers_a_new_one_to_the_same_address(doors: Doors, mailroom: Mailroom) -> None:
    path = await invites(doors, mailroom)
    doors.passes(days=61)
    over = await doors.browser.get(path)
    assert over.status_code == 404
    assert "Recevoir un nouveau lien" in over.text
    answer = await doors.browser.post(f"{path}/renew", headers=SAME_SITE)
    assert PARTNER not in answer.text
    [sending] = post(doors, Mail(mailroom.url))
    assert await sending.work_once() == 1
    fresh = link_in(mailroom.letters[-1].get_content())
    assert mailroom.readers == [PARTNER, PARTNER]
    assert (await opens(doors, fresh), await opens(doors, path)) == (200, 404)


async def test_control_a_link_that_never_ends_is_never_over(
    doors: Doors, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "LASTS", {})
    path = await invites(doors, mailroom)
    doors.passes(days=61)
    assert await opens(doors, path) == 200


async def test_asked_for_again_and_again_one_letter_leaves(doors: Doors, mailroom: Mailroom) -> None:
    path = await invites(doors, mailroom)
    doors.passes(days=61)
    for _ in range(5):
        await doors.browser.post(f"{path}/renew", headers=SAME_SITE)
    [sending] = post(doors, Mail(mailroom.url))
    await sending.work_once()
    assert len(mailroom.letters) == 2


async def test_renewing_a_link_that_holds_or_that_nobody_has_sends_nothing(doors: Doors, mailroom: Mailroom) -> None:
    path = await invites(doors, mailroom)
    doors.passes(days=1)
    said = [(await doors.browser.post(f"{each}/renew", headers=SAME_SITE)).text for each in (path, "/p/" + "x" * 40)]
    [sending] = post(doors, Mail(mailroom.url))
    assert await sending.work_once() == 0
    assert said[0] == said[1]


async def test_the_same_partner_invited_twice_is_one_person(doors: Doors, mailroom: Mailroom) -> None:
    await invites(doors, mailroom)
    await invites(doors, mailroom)
    assert len(await doors.rows("SELECT 1 FROM people WHERE role = 'partner'")) == 1


@pytest.mark.parametrize("mail", ["claire", "claire@asso", "a b@asso.example", "@asso.example", "x" * 300 + "@a.fr"])
async def test_what_is_no_address_is_refused_with_a_sentence(doors: Doors, mail: str) -> None:
    with pytest.raises(Refused, match="n'est pas une adresse"):
        await does(doors, "invite_by_mail", role="partner", mail=mail, cohort=None, cae=None)


async def test_without_a_server_nobody_is_invited_by_mail(doors: Doors) -> None:
    with pytest.raises(Refused, match="FLASHCOOP_SMTP_URL"):
        await does(doors, "invite_by_mail", "", role="partner", mail=PARTNER, cohort=None, cae=None)


# Reminders


async def test_who_has_no_telegram_gets_a_link_by_sms_within_her_hours(doors: Doors, gateway: Gateway) -> None:
    await without_telegram(doors)
    [sending] = post(doors, Sms(gateway.url))
    doors.becomes(EVENING - timedelta(hours=3))
    await doors.plans()
    assert await sending.work_once() == 0
    doors.becomes(EVENING)
    await doors.plans()
    while await sending.work_once():
        pass
    assert {each["to"] for each in gateway.asked} == {"+33600000001"}
    assert await opens(doors, link_in(gateway.texts[-1])) == 200
    assert await doors.plans() == (0, 0)


async def test_an_sms_that_waited_until_the_night_is_not_sent(doors: Doors, gateway: Gateway) -> None:
    await without_telegram(doors)
    [sending] = post(doors, Sms(gateway.url))
    doors.becomes(EVENING)
    await doors.plans()
    doors.becomes(NIGHT)
    assert await sending.work_once() == 0
    assert gateway.asked == []


async def test_control_what_is_not_looked_at_again_would_leave_at_night(
    doors: Doors, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    await without_telegram(doors)
    [sending] = post(doors, Sms(gateway.url))
    doors.becomes(EVENING)
    await doors.plans()
    doors.becomes(NIGHT)
    monkeypatch.setattr("bot.post.sending.truth.may_leave", lambda *_: True)
    monkeypatch.setattr("bot.post.sending.outbox.overtaken", lambda *_: False)
    await doors.rows("UPDATE outbox SET until = NULL RETURNING 1")
    assert await sending.work_once() > 0


async def test_without_the_setting_nobody_is_written_to(doors: Doors) -> None:
    await without_telegram(doors)
    doors.becomes(EVENING)
    assert await doors.plans() == (0, 0)


async def test_who_refuses_the_assistant_gets_no_letter(doors: Doors, gateway: Gateway) -> None:
    page = await without_telegram(doors)
    [code] = [row["code"] for row in await doors.rows("SELECT code FROM people")]
    post(doors, Sms(gateway.url))
    await does(doors, "withdraw_consent", person=code, purpose="bot")
    doors.becomes(EVENING)
    assert await doors.plans() == (0, 0)
    assert page.status == 200


async def test_who_gets_letters_is_called_only_after_she_kept_silent(doors: Doors, gateway: Gateway) -> None:
    await without_telegram(doors)
    post(doors, Sms(gateway.url))
    assert await channel(doors) == "page"
    doors.becomes(EVENING)
    await doors.plans()
    assert await channel(doors) == "letter"
    await doors.assistant.writer.run(close_others, ())
    assert await channel(doors) == "page", "without a gateway she is called at once"


async def channel(doors: Doors) -> str:
    def look(db: Database) -> str:
        [row] = db.conn.execute("SELECT id FROM people").fetchall()
        return channel_of(db, row["id"])

    return await doors.assistant.writer.run(look)


# Servers that refuse


async def test_a_server_that_is_away_is_asked_again_and_nothing_is_lost(doors: Doors, mailroom: Mailroom) -> None:
    [sending] = post(doors, Mail(mailroom.url))
    await does(doors, "invite_by_mail", role="partner", mail=PARTNER, cohort=await doors.flashcoop(), cae=None)
    mailroom.refuses = {"rcpt": "451 later"}
    await sending.work_once()
    assert await sending.work_once() == 0, "it waits before it asks again"
    mailroom.refuses = {}
    doors.passes(minutes=5)
    await sending.work_once()
    assert mailroom.readers == [PARTNER]


async def test_an_address_that_is_none_holds_up_nobody(doors: Doors, mailroom: Mailroom) -> None:
    [sending] = post(doors, Mail(mailroom.url))
    cohort = await doors.flashcoop()
    await does(doors, "invite_by_mail", role="partner", mail="nobody@asso.example", cohort=cohort, cae=None)
    mailroom.refuses = {"rcpt": "550 no such person"}
    await sending.work_once()
    mailroom.refuses = {}
    await does(doors, "invite_by_mail", role="animator", mail=PARTNER, cohort=cohort, cae=None)
    await sending.work_once()
    assert mailroom.readers == [PARTNER]
    [row] = await doors.rows("SELECT count(*) AS dead FROM addresses WHERE state = 'dead'")
    assert row["dead"] == 1


async def test_a_reminder_whose_reply_was_lost_is_shown_as_uncertain_and_not_sent_twice(
    doors: Doors, mailroom: Mailroom
) -> None:
    await invites(doors, mailroom)
    [sending] = post(doors, Mail(mailroom.url))
    mailroom.refuses = {"data": "cut"}
    doors.becomes(datetime(2026, 12, 1, 17, 30, tzinfo=UTC))  # the partners' questionnaire is open
    await doors.plans()
    tried = await sending.work_once()
    assert tried == 1
    mailroom.refuses = {}
    doors.passes(minutes=10)
    assert await sending.work_once() == 0
    assert [row["state"] for row in await doors.rows("SELECT state FROM calls ORDER BY id")] == ["sent", "uncertain"]
    assert len(mailroom.letters) == 2


async def test_a_gateway_that_refuses_our_account_is_asked_again(doors: Doors, gateway: Gateway) -> None:
    await without_telegram(doors)
    [sending] = post(doors, Sms(gateway.url))
    gateway.status = 401
    doors.becomes(EVENING)
    await doors.plans()
    await sending.work_once()
    gateway.status = 202
    doors.passes(minutes=5)
    assert await sending.work_once() > 0


@pytest.mark.parametrize("url", ["gopher://x", "smtp://", "smtp://host:25", "smtp://host:abc?from=a@b.example"])
def test_a_setting_that_cannot_be_read_says_so(url: str) -> None:
    with pytest.raises(Refused, match="FLASHCOOP_SMTP_URL"):
        Mail(url)


# Signing in


async def test_staff_sign_in_by_mail(doors: Doors, mailroom: Mailroom) -> None:
    await invites(doors, mailroom, "nadia@cae.example", "animator")
    [sending] = post(doors, Mail(mailroom.url))
    await doors.browser.post("/console/entree", data={"who": "Nadia@CAE.example"}, headers=SAME_SITE)
    assert await sending.work_once() == 1
    text = mailroom.letters[-1].get_content()
    assert "/console/s/" in text
    assert re.search(r"\b\d{6}\b", text)


async def called_while_she_has(doors: Doors, mailroom: Mailroom, mail: str) -> Sending:
    """Somebody asks for a person; who leads has no Telegram, and perhaps an address for letters."""
    ours = await circle(doors)
    [sending] = post(doors, Mail(mailroom.url))
    vault = doors.assistant.house.vault

    def without_telegram(db: Database) -> None:
        nadia = people.person_by_code(db, code)
        db.conn.execute("UPDATE addresses SET state = 'dead' WHERE person_id = ?", (nadia.id,))
        if mail:
            mails.keep(db, vault, nadia.id, mail, doors.clock())

    code = await code_of_animator(doors)
    await doors.assistant.writer.run(without_telegram)
    await ours.joins("Amina", "fa_AF")
    doors.becomes(OFFICE)
    await asks_for_help(ours, "Amina")
    return sending


async def test_who_leads_and_has_no_telegram_is_told_of_a_call_by_a_letter_that_names_nobody(
    doors: Doors, mailroom: Mailroom
) -> None:
    sending = await called_while_she_has(doors, mailroom, "nadia@cae.example")
    assert await sending.work_once() == 1
    assert mailroom.readers == ["nadia@cae.example"]
    told = mailroom.letters[-1].get_content()
    assert "/console/aide" in told
    assert "FC-" not in told


async def test_control_without_an_address_for_letters_nobody_is_written_to(doors: Doors, mailroom: Mailroom) -> None:
    sending = await called_while_she_has(doors, mailroom, "")
    assert await sending.work_once() == 0
