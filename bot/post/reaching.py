"""Where a person is written to first: Telegram, else by mail, else by SMS, of the channels that are set up."""

import phonenumbers

from bot.turns.house import House
from storage import addresses, letterboxes, mails, phone
from storage.addresses import Address
from storage.database import Database
from storage.letterboxes import MAIL, SMS
from storage.people import Person

TELEGRAM = "telegram"


def reachable(db: Database, house: House, person: Person) -> Address | None:
    """The address at which a person is written to, None where nobody can write to her (yet)."""
    found = [letterboxes.find(db, house.vault, channel, to) for channel, to in _known(db, house, person)]
    return addresses.reachable(db, person.id, TELEGRAM) or _live(found)


def opened(db: Database, house: House, person: Person) -> Address | None:
    """The same, with a letterbox made for a mail address or a number that has not been written to yet."""
    telegram = addresses.reachable(db, person.id, TELEGRAM)
    if telegram is not None:
        return telegram
    known = _known(db, house, person)
    return _live([letterboxes.letterbox(db, house.vault, channel, to, person.id) for channel, to in known])


def _live(found: list[Address | None]) -> Address | None:
    return next((each for each in found if each is not None and each.state == "live"), None)


def _known(db: Database, house: House, person: Person) -> list[tuple[str, str]]:
    """Where letters could go, by channel: mail costs nothing and goes first."""
    known = ((MAIL, mails.mail_of(db, house.vault, person.id)), (SMS, _number(db, person)))
    return [(channel, to) for channel, to in known if to and channel in house.letters]


def _number(db: Database, person: Person) -> str | None:
    """A person's own number (E.164), where it can be an SMS's."""
    own = (each.number for each in phone.numbers(db, person.id) if each.whose == "own")
    for number in own:
        try:
            read = phonenumbers.parse(number, "FR")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.number_type(read) in (
            phonenumbers.PhoneNumberType.MOBILE,
            phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
        ):
            return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
    return None
