from datetime import timedelta
from pathlib import Path

import pytest

from bot.operations import Operating, operate
from bot.settings import Settings
from storage import addresses, cohorts, invitations, jobs, media, people, takes, transcripts
from storage.media import MediaFolder
from storage.refusals import Refused
from tests.storage.conftest import DATES, NOW, Place

DAY = timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> MediaFolder:
    return MediaFolder(tmp_path / "media")


@pytest.fixture
def checker(place: Place) -> people.Person:
    return people.add_person(place.db, place.codes, "interpreter", place.cohort.id, place.cohort.cae_id, NOW)


def told(place: Place, folder: MediaFolder, days: float = 0, person: people.Person | None = None) -> str:
    """An open answer spoken so many days after now, kept for thirty, and written down by a machine."""
    at = NOW + days * DAY
    instance = None if person else place.instance.id
    take = takes.expect(place.db, place.codes, person or place.person, instance, "1.project", None, at)
    stored = folder.put(take.encode(), "audio/ogg")
    takes.store(place.db, take, stored, 2.5, at)
    folder.let_go(stored.sha256)
    takes.concerns(place.db, take, "project")
    takes.keep_longer(place.db, take, at + takes.KEPT)
    jobs.job_done(place.db, jobs.add_job(place.db, "transcribe", take, {}, at))
    transcripts.write_down(place.db, take, "نام", 0.4)
    return take


def other_cae(place: Place) -> people.Person:
    cohorts.add_cae(place.db, place.codes, "Another")
    opening = cohorts.Opening("Ailleurs", "Another", DATES)
    there = cohorts.cohort(place.db, cohorts.create_cohort(place.db, place.codes, opening, NOW))
    address = addresses.reach(place.db, place.vault, "telegram", "777", NOW)
    token = invitations.issue(place.db, place.codes, "participant", there.id, there.cae_id, NOW)
    joined = invitations.use(place.db, place.codes, token, address.id, NOW).person_id
    assert joined is not None
    return people.person(place.db, joined)


def test_the_queue_is_of_open_answers_oldest_first(place: Place, folder: MediaFolder) -> None:
    later, first = told(place, folder, 2), told(place, folder, 1)
    chosen = takes.expect(place.db, place.codes, place.person, place.instance.id, "2.has_job", None, NOW)
    takes.store(place.db, chosen, folder.put(b"yes", "audio/ogg"), 1.0, NOW)
    waiting = transcripts.to_check(place.db, NOW + 3 * DAY)
    assert [each.take for each in waiting] == [first, later]
    assert (waiting[0].participant, waiting[0].question) == (place.person.code, "project")
    assert (waiting[0].text, waiting[0].confidence, waiting[0].urgent) == ("نام", 0.4, False)


def test_the_queue_of_a_cae_or_a_flashcoop_holds_no_others(place: Place, folder: MediaFolder) -> None:
    stranger = other_cae(place)
    mine, hers = told(place, folder), told(place, folder, 1, stranger)
    in_cae = transcripts.to_check(place.db, NOW, cae_id=place.cohort.cae_id)
    in_cohort = transcripts.to_check(place.db, NOW, cohort_id=stranger.cohort_id)
    assert ([each.take for each in in_cae], [each.take for each in in_cohort]) == ([mine], [hers])


def test_from_day_twenty_the_queue_warns(place: Place, folder: MediaFolder) -> None:
    told(place, folder)
    for day, urgent in ((19.9, False), (20, True), (29, True)):
        assert [each.urgent for each in transcripts.to_check(place.db, NOW + day * DAY)] == [urgent]


def test_a_voice_that_may_not_be_kept_is_urgent_at_once(place: Place, folder: MediaFolder) -> None:
    told(place, folder)
    takes.keep_shorter(place.db, place.person.id, NOW + takes.UNDERSTOOD_WITHIN)
    assert [each.urgent for each in transcripts.to_check(place.db, NOW)] == [True]


def test_who_signs_and_who_translates_is_kept_beside_what_the_machine_wrote(
    place: Place, folder: MediaFolder, checker: people.Person
) -> None:
    take = told(place, folder)
    transcripts.sign(place.db, take, " نان ", checker, NOW)
    transcripts.translate(place.db, take, "du pain", checker, NOW)
    [row] = place.db.conn.execute("SELECT * FROM takes WHERE id = ?", (take,)).fetchall()
    assert (row["machine_transcript"], row["transcript"], row["transcript_status"]) == ("نام", "نان", "checked")
    assert (row["transcript_by"], row["translation"], row["translated_by"]) == (checker.code, "du pain", checker.code)
    assert row["confidence"] == 0.4
    assert transcripts.to_check(place.db, NOW) == []


def test_an_unsigned_text_stays_marked_unchecked_when_the_sound_goes(
    place: Place, folder: MediaFolder, checker: people.Person
) -> None:
    take = told(place, folder)
    media.drop_unreferenced(place.db, folder, takes.expire(place.db, NOW + 31 * DAY))
    kept = takes.take(place.db, take)
    assert kept
    assert (kept.state, kept.transcript, kept.transcript_status) == ("gone", "نام", "machine")
    assert transcripts.to_check(place.db, NOW + 31 * DAY) == []
    with pytest.raises(Refused, match="non vérifié"):
        transcripts.sign(place.db, take, "نان", checker, NOW + 31 * DAY)
    transcripts.translate(place.db, take, "du pain", checker, NOW + 31 * DAY)


@pytest.mark.parametrize("text", ["", "  \n", "a\0b", "a" * 10_001])
def test_a_text_that_cannot_be_one_is_refused(
    place: Place, folder: MediaFolder, checker: people.Person, text: str
) -> None:
    take = told(place, folder)
    with pytest.raises(Refused):
        transcripts.sign(place.db, take, text, checker, NOW)
    assert len(transcripts.to_check(place.db, NOW)) == 1


def test_only_who_works_for_that_flashcoop_signs(place: Place, folder: MediaFolder, checker: people.Person) -> None:
    stranger = other_cae(place)
    hers = told(place, folder, 0, stranger)
    own = told(place, folder)
    everywhere = people.add_person(place.db, place.codes, "cpe", None, None, NOW)
    nowhere = people.add_person(place.db, place.codes, "interpreter", None, place.cohort.cae_id, NOW)
    operating = Operating(place.db, Settings.model_construct(), place.codes, NOW)
    for by, take in ((checker, hers), (place.person, own), (everywhere, own), (nowhere, own)):
        with pytest.raises(Refused):
            operate(operating, "sign_transcript", {"take": take, "text": "text", "by": by.code})
    operate(operating, "sign_transcript", {"take": own, "text": "text", "by": checker.code})


def test_a_recording_nobody_knows_is_refused(place: Place, checker: people.Person) -> None:
    with pytest.raises(Refused, match="Il n'y a pas d'enregistrement"):
        transcripts.sign(place.db, "nothing", "text", checker, NOW)
