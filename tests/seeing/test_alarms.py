"""The operator hears of each trouble once, and once when it is over, in time."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.doctor.finding import Finding
from bot.loading import Programme
from bot.running import Assistant
from bot.seeing import alarms
from bot.seeing.alarms import State, Trouble
from bot.seeing.telling import by_mail
from bot.seeing.watching import Watch
from bot.settings import Settings
from bot.telegram.serving import Channel
from storage import alarms as kept
from storage import contacts, inbox, service
from storage.alarms import Alarm
from storage.service import Backup, Numbers, Queue, Target
from tests.botapi import Emulator
from tests.console.conftest import app, assistant
from tests.post.carriers import Mailroom
from tests.seeing.conftest import says
from tests.telegram.conftest import TOKEN
from tests.web.conftest import MORNING, Clock, clock

__all__ = ["app", "assistant", "clock"]

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
EMPTY = Queue(0, timedelta(0))
WELL = Numbers(EMPTY, EMPTY, EMPTY, 0, 0, 0, {}, (), timedelta(0), timedelta(0))
DISK = Finding("disk", "ok", "…")


def wrong(**news: Any) -> list[str]:
    """The codes of what is wrong in a state."""
    state = State(WELL, None, DISK, (), False, timedelta(0))
    fields = {name: news.get(name, getattr(state, name)) for name in state.__slots__}
    if numbers := {name: value for name, value in news.items() if name in WELL.__slots__}:
        fields["numbers"] = Numbers(**{**{name: getattr(WELL, name) for name in WELL.__slots__}, **numbers})
        fields["silent"] = news.get("silent", timedelta(0))
    return [each.code for each in alarms.troubles(State(**fields), MORNING)]


@pytest.mark.parametrize(
    ("news", "codes"),
    [
        ({}, []),
        ({"inbox": Queue(1, 4 * MINUTE)}, []),
        ({"inbox": Queue(1, 6 * MINUTE)}, ["inbox"]),
        ({"outbox": Queue(90, 16 * MINUTE)}, ["outbox"]),
        ({"engine": Queue(3, 2 * HOUR)}, ["engine"]),
        ({"targets": (Target("endi", True, 13 * HOUR),)}, ["target:endi"]),
        ({"targets": (Target("endi", True, HOUR), Target("grist", False, timedelta(0)))}, []),
        ({"silent": 59 * MINUTE}, []),
        ({"silent": HOUR}, ["telegram_silent"]),
        ({"silent": 21 * HOUR}, ["telegram_silent", "telegram_forgets"]),
        ({"disk": Finding("disk", "warn", "…")}, ["disk_warn"]),
        ({"disk": Finding("disk", "bad", "…")}, ["disk_bad"]),
        ({"unwritable": True, "numbers": None}, ["unwritable"]),
        ({"backup": Backup(MORNING, "Le disque est plein.", None)}, ["backup_failed"]),
        ({"backup": Backup(MORNING - 49 * HOUR, None, None)}, ["backup_late"]),
        ({"backup": Backup(MORNING - 47 * HOUR, None, MORNING)}, []),
        ({"findings": (Finding("telegram", "bad", "…"), Finding("mail", "warn", "…"))}, ["found:telegram"]),
    ],
)
def test_what_is_wrong_follows_from_figures(news: dict[str, Any], codes: list[str]) -> None:
    assert wrong(**news) == codes


def lives(seen: dict[int, list[Trouble]], minutes: int) -> list[str]:
    """What was told, minute by minute; `seen` is what is wrong from a minute on."""
    known: tuple[Alarm, ...] = ()
    told, current = [], seen.get(0, [])
    for minute in range(minutes):
        current, now = seen.get(minute, current), MORNING + minute * MINUTE
        news = alarms.settled(known, current, now)
        told += [f"{minute} +{each.code}" for each in news.begun] + [f"{minute} -{each.code}" for each in news.over]
        known = news.told(now)
    return told


def test_each_trouble_is_told_once_and_once_when_it_is_over() -> None:
    full = Trouble("disk_bad", "…")
    assert lives({0: [full], 100: []}, 300) == ["0 +disk_bad", "114 -disk_bad"]


def test_what_comes_and_goes_is_one_trouble() -> None:
    slow = Trouble("inbox", "…")
    flapping = {minute: [slow] if minute % 2 else [] for minute in range(61)}
    assert lives(flapping, 120) == ["1 +inbox", "74 -inbox"]


def test_a_trouble_that_does_not_last_is_never_told() -> None:
    patient = Trouble("found:mail", "…", 35 * MINUTE)
    assert lives({0: [patient], 30: [], 60: [patient], 80: []}, 300) == []
    assert lives({0: [patient]}, 60) == ["35 +found:mail"]


def test_a_second_trouble_is_told_while_the_first_lasts() -> None:
    first, second = Trouble("telegram_silent", "…"), Trouble("telegram_forgets", "…")
    assert lives({0: [first], 10: [first, second]}, 60) == ["0 +telegram_silent", "10 +telegram_forgets"]


# The watch over a running assistant


class Operator:
    """Hears, or cannot be reached."""

    def __init__(self) -> None:
        self.away = False
        self.heard: list[str] = []

    async def tell(self, subject: str, text: str) -> bool:
        if not self.away:
            self.heard.append(f"{subject}\n{text}")
        return not self.away


@pytest.fixture
def operator() -> Operator:
    return Operator()


@pytest.fixture
async def watch(assistant: Assistant, operator: Operator, monkeypatch: pytest.MonkeyPatch) -> Watch:
    async def nothing(*_: object) -> list[Finding]:
        return []

    monkeypatch.setattr("bot.seeing.watching.examine", nothing)
    return Watch(assistant, [operator.tell])


async def minutes(watch: Watch, clock: Clock, count: int, step: int = 1) -> None:
    for _ in range(0, count, step):
        await watch.look()
        clock.passes(minutes=step)


async def leaves_waiting(assistant: Assistant) -> None:
    """A row that nobody can read is taken again and again: here one that is as old as the clock says."""
    await assistant.writer.run(
        lambda db: inbox.receive(db, "nobody", "x", "nobody", {}, assistant.clock() - timedelta(hours=1))
    )


async def answered(assistant: Assistant) -> None:
    await assistant.writer.run(lambda db: db.conn.execute("DELETE FROM inbox").rowcount)


@pytest.fixture
async def stuck(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "take_batch", lambda *_: [])
    await leaves_waiting(assistant)


@pytest.mark.usefixtures("stuck")
async def test_a_backlog_is_told_once_and_again_when_it_is_over(
    assistant: Assistant, watch: Watch, operator: Operator, clock: Clock
) -> None:
    await minutes(watch, clock, 30)
    assert len(operator.heard) == 1
    assert "attendent sans réponse" in operator.heard[0]
    assert "depuis le 23/11 à 09:00" in operator.heard[0]  # where the people are
    await answered(assistant)
    await minutes(watch, clock, 30)
    assert len(operator.heard) == 2
    assert operator.heard[1].startswith("Flashcoop : c'est réglé")


@pytest.mark.usefixtures("stuck")
async def test_who_cannot_be_told_is_told_later(watch: Watch, operator: Operator, clock: Clock) -> None:
    operator.away = True
    await minutes(watch, clock, 20)
    operator.away = False
    await minutes(watch, clock, 20)
    assert len(operator.heard) == 1


def forgets(assistant: Assistant) -> None:
    """What a process that ends does not know any more."""
    assistant.seen.alarms = ()


@pytest.mark.usefixtures("stuck")
async def test_after_a_restart_nothing_is_told_again(
    assistant: Assistant, watch: Watch, operator: Operator, clock: Clock
) -> None:
    await minutes(watch, clock, 5)
    forgets(assistant)
    again = Watch(assistant, [operator.tell])
    await minutes(again, clock, 30)
    assert len(operator.heard) == 1
    assert [each.code for each in assistant.seen.alarms] == ["inbox"]


async def test_control_an_alarm_that_is_not_kept_is_told_again_after_a_restart(
    assistant: Assistant, watch: Watch, operator: Operator, clock: Clock, monkeypatch: pytest.MonkeyPatch, stuck: None
) -> None:
    monkeypatch.setattr(kept, "keep", lambda *_: None)
    await minutes(watch, clock, 5)
    forgets(assistant)
    await minutes(Watch(assistant, [operator.tell]), clock, 5)
    assert len(operator.heard) == 2
    del stuck


async def test_a_disk_that_takes_nothing_any_more_is_told_without_writing(
    assistant: Assistant, watch: Watch, operator: Operator, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(contacts, "note_contact", full)
        broken.setattr(kept, "keep", full)
        await minutes(watch, clock, 10)
        assert assistant.seen.unwritable
    assert len(operator.heard) == 1
    assert "Rien ne peut plus s'écrire" in operator.heard[0]
    await minutes(watch, clock, 30)
    assert len(operator.heard) == 2
    assert not assistant.seen.unwritable


async def test_a_silent_bot_is_told_long_before_telegram_forgets(
    assistant: Assistant, watch: Watch, operator: Operator, clock: Clock
) -> None:
    assistant.settings = assistant.settings.model_copy(update={"telegram_token": SecretStr(TOKEN)})
    now = clock()
    await assistant.writer.run(lambda db: contacts.note_contact(db, "telegram", now))
    began = clock()
    while clock() - began < timedelta(hours=24) and len(operator.heard) < 2:
        await minutes(watch, clock, 5, step=5)
    assert [each.partition(" :")[2].partition(",")[0].strip() for each in operator.heard] == [
        "Rien n'arrive plus de Telegram",
        "Telegram est muet depuis 20 heures : dans quelques heures",
    ]
    assert clock() - began < timedelta(hours=21)


async def test_a_bot_that_never_was_in_touch_is_told_too(
    assistant: Assistant, watch: Watch, operator: Operator, clock: Clock
) -> None:
    assistant.settings = assistant.settings.model_copy(update={"telegram_token": SecretStr(TOKEN)})
    await minutes(watch, clock, 90, step=5)
    assert len(operator.heard) == 1


async def test_without_a_bot_nobody_is_silent(watch: Watch, operator: Operator, clock: Clock) -> None:
    await minutes(watch, clock, 26 * 60, step=60)
    assert operator.heard == []


async def test_the_assistant_writes_that_it_lives(assistant: Assistant, watch: Watch, clock: Clock) -> None:
    await watch.look()
    clock.passes(minutes=3)
    alive = (await assistant.reader.run(service.numbers, clock())).alive
    assert alive == timedelta(minutes=3)


async def test_a_finding_is_told_when_it_was_seen_twice(
    assistant: Assistant, operator: Operator, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[datetime] = []

    async def bad(*_: object) -> list[Finding]:
        looked.append(clock())
        return [Finding("public_url", "bad", "L'adresse montre autre chose.")]

    monkeypatch.setattr("bot.seeing.watching.examine", bad)
    watch = Watch(assistant, [operator.tell])
    await minutes(watch, clock, 30)
    assert operator.heard == []
    await minutes(watch, clock, 10)
    assert len(operator.heard) == 1
    assert len(looked) == 2  # other machines are not asked every minute


# Its ways out


async def test_an_alarm_leaves_by_mail_and_a_mail_server_that_is_down_is_tried_again(
    assistant: Assistant, clock: Clock, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch, stuck: None
) -> None:
    async def nothing(*_: object) -> list[Finding]:
        return []

    monkeypatch.setattr("bot.seeing.watching.examine", nothing)
    settings = Settings.model_construct(
        smtp_url=SecretStr(mailroom.url), sms_url=None, operator_mail="operator@flashcoop.example"
    )
    watch = Watch(assistant, by_mail(settings))
    mailroom.refuses["rcpt"] = "451 later"
    await minutes(watch, clock, 6)
    assert mailroom.letters == []
    mailroom.refuses.clear()
    await minutes(watch, clock, 10)
    [letter] = mailroom.letters
    assert mailroom.readers == ["operator@flashcoop.example"]
    assert "Flashcoop : Des messages reçus attendent" in letter["Subject"]
    assert f"{assistant.house.base_url}/console/service" in letter.get_content()
    del stuck


async def test_an_alarm_leaves_by_telegram_to_the_chat_of_the_settings(
    tmp_path: Path, programme: Programme, assistant: Assistant, emulator: Emulator
) -> None:
    person = emulator.person("Olga", "fr")
    await person.opens("x")
    assistant.settings = assistant.settings.model_copy(
        update={"telegram_api": emulator.url, "operator_chat": str(person.id)}
    )
    channel = Channel(assistant, TOKEN)
    assert await channel.tell("Flashcoop : le disque est plein", "- …")
    assert "le disque est plein" in (await person.hears()).text
    assistant.settings.__dict__["operator_chat"] = "1"
    nobody = Channel(assistant, TOKEN)
    assert not await nobody.tell("x", "y")
    for each in (channel, nobody):
        await each._api.close()
    del tmp_path, programme


def test_nobody_is_written_to_without_an_address() -> None:
    assert by_mail(Settings.model_construct(smtp_url=None, sms_url=None, operator_mail="a@b.example")) == []


async def test_a_watch_that_looks_really_finds_what_the_doctor_does(
    assistant: Assistant, operator: Operator, clock: Clock
) -> None:
    async with says(200, {"status": "ok", "mark": assistant.house.vault.mark}) as url:
        assistant.settings = assistant.settings.model_copy(update={"public_url": url, "allowed_hosts": "127.0.0.1"})
        await Watch(assistant, [operator.tell]).look()
    found = {each.name: each.state for each in assistant.seen.findings}
    assert found["public_url"] == "warn"
    assert found["database"] == "ok"
    assert "assistant" not in found
    del clock
