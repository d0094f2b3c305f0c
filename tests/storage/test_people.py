import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage import addresses, cohorts, invitations, links, people
from storage.codes import Codes
from storage.cohorts import Opening
from storage.database import Database
from storage.refusals import Refused
from storage.secrets import Vault
from tests.storage.conftest import DATES, NOW, Place


def test_a_cae_already_there_is_returned_and_not_doubled(db: Database, codes: Codes) -> None:
    first = cohorts.add_cae(db, codes, "Coopaname")
    assert cohorts.add_cae(db, codes, " Coopaname ") == first
    assert db["caes"].count == 1


def test_every_field_of_a_flashcoop_comes_back(db: Database, codes: Codes) -> None:
    cae = cohorts.add_cae(db, codes, "Coopaname")
    opening = Opening("Cuisine", cae, DATES, "Europe/Paris", "10:00-17:00", "Lyon", "traiteur", "repas", "femmes")
    shown = cohorts.cohort(db, cohorts.create_cohort(db, codes, opening, NOW))
    assert (shown.name, shown.cae, shown.place, shown.sector) == ("Cuisine", "Coopaname", "Lyon", "traiteur")
    assert (shown.product, shown.audience, shown.timezone) == ("repas", "femmes", "Europe/Paris")
    assert [session.date for session in shown.sessions] == DATES
    assert {(session.starts.hour, session.ends.hour) for session in shown.sessions} == {(10, 17)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dates": DATES[:3]}, "dates_count"),
        ({"dates": [date(2026, 11, day) for day in range(1, 9)]}, "dates_count"),
        ({"dates": [DATES[0], DATES[0], *DATES[1:]]}, "dates_equal"),
        ({"dates": DATES[::-1]}, "dates_order"),
        ({"cae": "Nobody"}, "unknown_cae"),
        ({"timezone": "Europe/Nowhere"}, "unknown_timezone"),
        ({"timezone": "../etc/passwd"}, "unknown_timezone"),
        ({"hours": "noon"}, "hours_form"),
        ({"hours": "17:00-09:00"}, "hours_order"),
        ({"name": "  "}, "no_name"),
    ],
)
def test_what_no_flashcoop_can_be_is_refused_with_a_sentence(
    db: Database, codes: Codes, change: dict[str, object], code: str
) -> None:
    cohorts.add_cae(db, codes, "Coopaname")
    with pytest.raises(Refused) as refused:
        cohorts.create_cohort(db, codes, replace(Opening("Cuisine", "Coopaname", DATES), **change), NOW)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert db["cohorts"].count == 0


def test_an_invitation_works_once_and_the_same_address_comes_back_with_it(
    db: Database, codes: Codes, vault: Vault, cohort: cohorts.Cohort
) -> None:
    token = invitations.issue(db, codes, "participant", cohort.id, cohort.cae_id, NOW)
    here, elsewhere = (addresses.reach(db, vault, "telegram", each, NOW) for each in ("1", "2"))
    used = invitations.use(db, codes, token, here.id, NOW)
    assert used.status == "ok"
    assert invitations.use(db, codes, token, here.id, NOW) == invitations.Use("resume", used.person_id)
    assert invitations.use(db, codes, token, elsewhere.id, NOW) == invitations.Use("used")
    assert invitations.use(db, codes, token, None, NOW) == invitations.Use("used")
    assert invitations.use(db, codes, "nonsense", here.id, NOW) == invitations.Use("unknown")
    assert db["people"].count == 1


def test_an_invitation_lasts_fourteen_days_to_the_second(db: Database, codes: Codes, cohort: cohorts.Cohort) -> None:
    first, second = (invitations.issue(db, codes, "participant", cohort.id, cohort.cae_id, NOW) for _ in range(2))
    end = NOW + timedelta(days=14)
    assert invitations.use(db, codes, first, None, end - timedelta(seconds=1)).status == "ok"
    assert invitations.use(db, codes, second, None, end).status == "expired"


def test_no_token_and_no_outside_id_can_be_read_in_the_database(place: Place) -> None:
    token = invitations.issue(place.db, place.codes, "animator", place.cohort.id, place.cohort.cae_id, NOW)
    link = links.link_of(place.db, place.vault, place.person, NOW)
    dump = "\n".join(place.db.conn.iterdump())
    assert token not in dump
    assert link not in dump
    assert "4242424242" not in dump
    assert addresses.outside_id(place.db, place.vault, place.address.id) == "4242424242"


def test_an_outside_id_is_unreadable_with_another_secret(place: Place) -> None:
    with pytest.raises(Refused, match="autre FLASHCOOP_SECRET"):
        addresses.outside_id(place.db, Vault("another secret, as long as it takes"), place.address.id)
    with pytest.raises(Refused, match="16 caractères"):
        Vault("short")


def test_a_link_can_be_shown_again_until_it_is_renewed_or_the_person_leaves(place: Place) -> None:
    db, vault, person = place.db, place.vault, place.person
    first = links.link_of(db, vault, person, NOW)
    assert links.link_of(db, vault, person, NOW) == first
    assert links.person_at(db, first, NOW) == person.id
    second = links.renew_link(db, vault, person, NOW)
    assert links.person_at(db, first, NOW) is None
    assert links.person_at(db, second, NOW) == person.id
    people.withdraw(db, person.id, NOW)
    assert links.person_at(db, second, NOW) is None
    assert people.people_of_cohort(db, place.cohort.id) == []


def test_one_account_serves_several_people(place: Place) -> None:
    db, codes = place.db, place.codes
    other = people.add_person(db, codes, "participant", place.cohort.id, place.cohort.cae_id, NOW)
    addresses.sit_down(db, place.address.id, other.id)
    assert addresses.people_at(db, place.address.id) == [place.person.id, other.id]
    assert addresses.address(db, place.address.id).person_id == other.id
    assert [each.id for each in addresses.addresses_of(db, place.person.id)] == [place.address.id]
    addresses.leave(db, place.address.id)
    assert addresses.address(db, place.address.id).person_id is None


def test_a_blocked_address_is_live_again_when_something_comes_from_it(place: Place) -> None:
    addresses.mark(place.db, place.address.id, "blocked")
    assert addresses.address(place.db, place.address.id).state == "blocked"
    again = addresses.reach(place.db, place.vault, "telegram", "4242424242", NOW)
    assert (again.id, again.state) == (place.address.id, "live")


def test_a_page_keeps_nothing_to_unseal(place: Place) -> None:
    page = addresses.reach(place.db, place.vault, "web", place.person.code, NOW)
    assert addresses.outside_id(place.db, place.vault, page.id) is None


def test_preferences_and_hours_are_kept_and_nonsense_is_refused(place: Place) -> None:
    for name, value in (("language", "fa_AF"), ("variant", "f"), ("slow", "yes")):
        people.prefer(place.db, place.person.id, name, value)
    people.send_between(place.db, place.person.id, (9, 12), "Asia/Kabul")
    person = people.person(place.db, place.person.id)
    assert (person.language, person.variant, person.slow) == ("fa_AF", "f", True)
    assert (person.sending_from, person.sending_until, person.timezone) == (9, 12, "Asia/Kabul")
    with pytest.raises(ValueError, match="preference"):
        people.prefer(place.db, place.person.id, "code", "x")
    with pytest.raises(Refused):
        people.send_between(place.db, place.person.id, (20, 18), None)
    with pytest.raises(Refused, match="rôle"):
        people.add_person(place.db, place.codes, "king", None, None, NOW)


def test_codes_are_neither_sequential_nor_hard_to_read_aloud() -> None:
    codes = Codes(random.Random(1).choice)
    made = {codes.person() for _ in range(2000)}
    assert len(made) == 2000
    assert not set("01ILOU") & set("".join(code[3:] for code in made))
    assert len(codes.token()) <= 64
