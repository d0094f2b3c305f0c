"""What a letter says: the words of an intent, and the link of the reader's page, which speaks."""

from collections.abc import Mapping
from typing import Any

from bot.post.carrying import Letter
from bot.turns.house import House
from dialogs.cards import card
from storage import links
from storage.database import Database
from storage.letterboxes import SMS
from storage.people import Person
from storage.times import moment

SUBJECT = "Flashcoop"
# Read by staff and partners only, who read French.
SIGNIN = "Votre lien pour la console : {link}\nOu tapez {figures} dans la page ouverte. Valable 10 minutes."
INVITED = "Bonjour. Voici votre page de la Flashcoop « {cohort} » : {link}"
WELCOME = "Bonjour. Vous êtes invité·e à la console de la Flashcoop. Entrez avec cette adresse e-mail : {link}"
CALLED = "Quelqu'un demande une personne. Ouvrez la console pour l'entendre et lui répondre : {link}"


def letter(db: Database, house: House, channel: str, to: str, reader: Person, body: Mapping[str, Any]) -> Letter:
    """The letter an intent becomes. What is secret in it is made only now. Raises whatever makes it unsayable."""
    words = WORDS.get(body["kind"], _said)(db, house, reader, body)
    return Letter(to, "", " ".join(words.split())) if channel == SMS else Letter(to, SUBJECT, words)


def _signin(db: Database, house: House, reader: Person, body: Mapping[str, Any]) -> str:
    del db, reader
    token, figures = house.vault.signin(body["signin"])
    return SIGNIN.format(link=f"{house.base_url}/console/s/{token}", figures=figures)


def _invited(db: Database, house: House, reader: Person, body: Mapping[str, Any]) -> str:
    """A partner's own page; whoever else is invited by mail signs in with her address."""
    if reader.role == "partner":
        return INVITED.format(cohort=body["cohort"], link=_page(db, house, reader, body))
    return WELCOME.format(link=f"{house.base_url}/console")


def _called(db: Database, house: House, reader: Person, body: Mapping[str, Any]) -> str:
    """Nothing of who called stands in a letter."""
    del db, reader, body
    return CALLED.format(link=f"{house.base_url}/console/aide")


def _said(db: Database, house: House, reader: Person, body: Mapping[str, Any]) -> str:
    lines = card(body, None, house.programme.book).lines
    return "\n".join([*lines, "", _page(db, house, reader, body)])


def _page(db: Database, house: House, reader: Person, body: Mapping[str, Any]) -> str:
    return f"{house.base_url}/p/{links.link_of(db, house.vault, reader, moment(body['at']))}"


WORDS = {"signin": _signin, "invited": _invited, "called": _called}
