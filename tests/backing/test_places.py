"""A folder and a bucket: what is there is whole, and what cannot be reached is said in a sentence without keys."""

from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest

from bot.backing.bucket import Bucket
from bot.backing.folder import Folder
from bot.backing.places import Place, place_for, place_of
from storage.refusals import Refused
from tests.backing.house import House

LARGE = b"0123456789abcdef" * 1_250_000  # 20 MB: an upload in three parts


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "bucket":
        return place_of(request.getfixturevalue("bucket"))
    (tmp_path / "there").mkdir()
    return place_of(str(tmp_path / "there"))


def test_what_is_put_comes_back_and_goes(place: Place, tmp_path: Path) -> None:
    file, back = tmp_path / "a", tmp_path / "b"
    file.write_bytes(LARGE)
    place.put(file, "one.age")
    place.put(file, "two.age")
    assert place.names() == ["one.age", "two.age"]
    place.get("one.age", back)
    assert back.read_bytes() == LARGE
    place.drop("one.age")
    assert place.names() == ["two.age"]
    with pytest.raises(Refused) as refused:
        place.get("one.age", back)
    assert refused.value.code == "no_backup"


def test_an_upload_that_was_cut_is_nowhere(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = place_of(bucket)
    file = tmp_path / "a"
    file.write_bytes(b"old")
    place.put(file, "old.age")

    def pieces() -> Iterator[bytes]:
        yield LARGE[:9_000_000]
        raise OSError("the line is cut")

    put = obstore.put
    monkeypatch.setattr(obstore, "put", lambda store, name, _file, **how: put(store, name, pieces(), **how))
    with pytest.raises(Refused) as refused:
        place.put(file, "new.age")
    assert refused.value.code == "not_reached"
    assert place.names() == ["old.age"]


def test_a_copy_that_was_cut_is_nowhere_and_cleared_away_by_the_next(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    (tmp_path / ".part-flashcoop-1a2b3c4d-20261123T020000Z.age").write_bytes(b"half")
    file = tmp_path / ".source"
    file.write_bytes(b"whole")
    assert place.names() == []
    place.put(file, "flashcoop-1a2b3c4d-20261124T020000Z.age")
    assert place.names() == ["flashcoop-1a2b3c4d-20261124T020000Z.age"]
    assert not list(tmp_path.glob(".part-*"))
    assert (tmp_path / place.names()[0]).stat().st_mode & 0o077 == 0


def test_a_disk_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    with pytest.raises(Refused, match="branchez le disque"):
        Folder(tmp_path / "away").put(file, "one.age")
    assert not (tmp_path / "away").exists()


def test_no_bucket_no_server_no_address(s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.backing.bucket.TRIES", 0)
    file = tmp_path / "a"
    file.write_bytes(b"x")
    for address in (f"s3+http://key:hidden-secret@{s3}/nowhere/a", "s3+http://key:hidden-secret@127.0.0.1:9/b/a"):
        with pytest.raises(Refused) as refused:
            place_of(address).put(file, "one.age")
        assert refused.value.code == "not_reached"
        assert "hidden-secret" not in refused.value.sentence
    for address in ("s3://bucket/prefix", "s3://key@host/bucket", "s3://"):
        with pytest.raises(Refused) as refused:
            place_of(address)
        assert refused.value.code == "bad_place"


def test_an_address_is_shown_without_its_keys() -> None:
    shown = place_of("s3://AKIA:se/c+r@et@s3.fr-par.scw.cloud/seau/dossier/").shown
    assert shown == "s3://s3.fr-par.scw.cloud/seau/dossier"
    assert isinstance(place_of("/mnt/disque"), Folder)
    assert isinstance(place_of("s3://a:b@h/c"), Bucket)


def test_without_a_key_that_seals_nothing_is_sent_by_itself(house: House) -> None:
    assert place_for(house.settings) is not None
    house.recipient = ""
    with pytest.raises(Refused, match="backup key"):
        place_for(house.settings)
    house.backup_to = ""
    assert place_for(house.settings) is None
