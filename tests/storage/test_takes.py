from datetime import timedelta
from pathlib import Path

import pytest

from storage import jobs, media, people, takes, transcripts
from storage.media import MediaFolder
from tests.storage.conftest import NOW, Place

MONTH = NOW + timedelta(days=30)


@pytest.fixture
def folder(tmp_path: Path) -> MediaFolder:
    return MediaFolder(tmp_path / "media")


def say(place: Place, folder: MediaFolder, content: bytes, person: people.Person | None = None) -> str:
    take = takes.expect(place.db, place.codes, person or place.person, None, "1.project", None, NOW)
    stored = folder.put(content, "audio/ogg")
    takes.store(place.db, take, stored, 2.5, NOW)
    folder.let_go(stored.sha256)
    return take


def expire(place: Place, folder: MediaFolder) -> None:
    media.drop_unreferenced(place.db, folder, takes.expire(place.db, MONTH))


def test_bytes_are_named_by_their_content_and_there_once(place: Place, folder: MediaFolder) -> None:
    first, second = say(place, folder, b"voice"), say(place, folder, b"voice")
    kept = [takes.take(place.db, each) for each in (first, second)]
    assert kept[0]
    assert kept[1]
    assert kept[0].sha256 == kept[1].sha256
    assert len(list(folder.names())) == 1
    assert folder.path(kept[0].sha256 or "").read_bytes() == b"voice"
    assert (kept[0].seconds, kept[0].bytes, kept[0].mime, kept[0].state) == (2.5, 5, "audio/ogg", "stored")


def test_shared_bytes_stay_until_nobody_refers_to_them(place: Place, folder: MediaFolder) -> None:
    mine, hers = say(place, folder, b"voice"), say(place, folder, b"voice")
    takes.keep_longer(place.db, hers, MONTH + timedelta(days=1))
    expire(place, folder)
    assert len(list(folder.names())) == 1
    gone = takes.take(place.db, mine)
    assert gone
    assert (gone.state, gone.sha256) == ("gone", None)
    takes.release(place.db, hers, MONTH)
    expire(place, folder)
    assert list(folder.names()) == []


def test_bytes_that_are_being_stored_again_are_not_dropped_under_it(place: Place, folder: MediaFolder) -> None:
    say(place, folder, b"voice")
    held = folder.put(b"voice", "audio/ogg")
    expire(place, folder)
    assert folder.path(held.sha256).exists()
    folder.let_go(held.sha256)
    media.drop_unreferenced(place.db, folder, list(folder.names()))
    assert not folder.path(held.sha256).exists()


def test_a_clip_that_work_waits_for_is_kept_until_it_is_done_unless_it_was_released(
    place: Place, folder: MediaFolder
) -> None:
    take = say(place, folder, b"voice")
    job = jobs.add_job(place.db, "transcribe", take, {}, NOW)
    expire(place, folder)
    assert len(list(folder.names())) == 1
    assert jobs.job_done(place.db, job)
    assert not jobs.job_done(place.db, job)
    expire(place, folder)
    assert list(folder.names()) == []


def test_a_write_that_fails_leaves_no_half_file(folder: MediaFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        folder.put(b"voice", "audio/ogg")
    assert list(folder.names()) == []


def test_work_is_tried_again_later_and_can_fail_for_good(place: Place, folder: MediaFolder) -> None:
    take = say(place, folder, b"voice")
    job = jobs.add_job(place.db, "listen", take, {"ask": "1"}, NOW)
    jobs.job_later(place.db, job, "no engine", MONTH)
    assert jobs.due_jobs(place.db, "listen", NOW, 5) == []
    [again] = jobs.due_jobs(place.db, "listen", MONTH, 5)
    assert (again.attempts, again.person_id) == (1, place.person.id)
    jobs.job_failed(place.db, job, "unreadable")
    assert jobs.due_jobs(place.db, "listen", MONTH, 5) == []


def test_where_bytes_are_to_be_fetched_is_sealed_and_forgotten_after_that(place: Place, folder: MediaFolder) -> None:
    sealed = takes.seal_source(place.vault, {"file_id": "AwACAgQ"})
    take = takes.expect(place.db, place.codes, place.person, None, None, sealed, NOW)
    assert "AwACAgQ" not in "\n".join(place.db.conn.iterdump())
    assert takes.source_of(place.db, place.vault, take) == {"file_id": "AwACAgQ"}
    takes.store(place.db, take, folder.put(b"voice", "audio/ogg"), None, NOW)
    assert takes.source_of(place.db, place.vault, take) is None
    assert [each.id for each in takes.takes_of(place.db, place.person.id)] == [take]


def test_a_machine_does_not_overwrite_what_a_person_checked(place: Place, folder: MediaFolder) -> None:
    take = say(place, folder, b"voice")
    checker = people.add_person(place.db, place.codes, "interpreter", None, place.cohort.cae_id, NOW)
    transcripts.write_down(place.db, take, "from a machine", 0.5)
    transcripts.sign(place.db, take, "from a person", checker, NOW)
    transcripts.write_down(place.db, take, "a machine again", 0.9)
    kept = takes.take(place.db, take)
    assert kept
    assert (kept.transcript, kept.transcript_status, kept.transcript_by) == ("from a person", "checked", checker.code)


def test_deleting_a_person_takes_everything_of_hers_along(place: Place, folder: MediaFolder) -> None:
    take = say(place, folder, b"voice")
    jobs.add_job(place.db, "listen", take, {}, NOW)
    place.db.conn.execute("DELETE FROM people WHERE id = ?", (place.person.id,))
    for table in ("takes", "jobs", "instances", "address_people", "links"):
        assert place.db[table].count == 0
    assert len(media.forget_unreferenced(place.db)) == 1
