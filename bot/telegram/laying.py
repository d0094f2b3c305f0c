"""Lays intents out as calls. A question is the same for everybody but for the codes on its buttons: it is laid out
once for each version, step, language and variant, and those codes are put in.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.pictures.catalogue import catalogue
from bot.staff.coming import GROUP_LINK
from bot.staff.words import said
from bot.telegram.expanding import Call, expand
from bot.telegram.staffing import staff_calls
from bot.turns.house import House
from dialogs.cards import card
from storage import json_text
from storage.database import Database

Written = tuple[str, str]  # a method and its payload as JSON

MOST_KEPT = 2_000  # layouts of some 3 kB; three languages and variants of all questions we have
# Signs that stand in no text of ours. That the real codes fit into a button is counted by the lint of questionnaires.
OWN = {"before", "subject", "draft"}  # what is one person's: laid out for her, and not kept
SIGNIN = "🔑 Console : {link}\n\n🔢 {figures}\n\n⏳ 10 min"  # read by staff, in any of their languages
CODES = ("instance", "ask")
INSTANCE, ASK = "\ue000\ue001\ue000", "\ue002\ue003\ue002\ue003"


def _but_for_codes(intent: Mapping[str, Any]) -> tuple[object, ...]:
    """What tells the layout of one question from another's."""
    return tuple(
        (name, tuple(part) if isinstance(part, list) else part) for name, part in intent.items() if name not in CODES
    )


class Layouts:
    """The calls of intents, with those of questions kept."""

    def __init__(self, house: House, named: Callable[[], str] = str) -> None:
        """`named` gives the bot's name, "" while it is not known."""
        self._house, self._named = house, named
        self._kept: dict[tuple[object, ...], list[Written]] = {}
        self._laid_in = house.programme  # the labels of controls are its
        catalogue()  # read now: the first question of the day would wait for it, and everybody behind it

    def calls(self, db: Database, intent: Mapping[str, Any]) -> list[Written]:
        """The calls of an intent, in their order; raises whatever makes it unsayable."""
        if intent["kind"] != "ask" or not (intent.get("instance") and intent.get("ask")) or OWN & intent.keys():
            return self._laid(db, intent)
        if self._laid_in is not self._house.programme:
            self._kept.clear()
            self._laid_in = self._house.programme
        key = _but_for_codes(intent)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = self._laid(db, {**intent, "instance": INSTANCE, "ask": ASK})
        instance, ask = intent["instance"], intent["ask"]
        return [(method, body.replace(INSTANCE, instance).replace(ASK, ask)) for method, body in self._kept[key]]

    def _laid(self, db: Database, intent: Mapping[str, Any]) -> list[Written]:
        return [(method, json_text.dump(payload)) for method, payload in self._expanded(db, intent)]

    def _expanded(self, db: Database, intent: Mapping[str, Any]) -> list[Call]:
        if intent["kind"] == "signin":
            return [self._signin(intent["signin"])]
        if intent["kind"] == "staff":
            return staff_calls(said(db, self._house, intent), self._link(""))
        if intent.get("opens"):
            intent = {**intent, "opens": self._link(GROUP_LINK + intent["opens"])}
        hashed = intent.get("questionnaire")
        questionnaire = self._house.flow(db, hashed).questionnaire if hashed else None
        book = self._house.programme.book
        return expand(card(intent, questionnaire, book), book.languages)

    def _link(self, parameter: str) -> str:
        """What opens the bot in private, "" while its name is unknown."""
        name = self._named()
        return f"https://t.me/{name}" + (f"?start={parameter}" if parameter else "") if name else ""

    def _signin(self, nonce: str) -> Call:
        """The way into the console: its secrets are made only now, and go with the call when it is made."""
        token, figures = self._house.vault.signin(nonce)
        text = SIGNIN.format(link=f"{self._house.base_url}/console/s/{token}", figures=figures)
        # A preview would have Telegram fetch the link.
        return "sendMessage", {"fields": {"text": text, "link_preview_options": {"is_disabled": True}}}
