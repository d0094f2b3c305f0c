"""Whether what people recorded is enough to be understood by: judged on people who are not among those enrolled."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.judging import Example, listened, of_folder, of_list
from bot.voice.ears import Ears
from bot.voice.judging import DRAWS, Clip, Judged, cells
from bot.voice.verdict import verdict
from bot.voice.warping import unit_rows
from storage.refusals import Refused
from tests.house.checkout import read
from tests.voice import benching
from tests.voice.listened import rows, samples

Command = Callable[..., str]

WORDS = ("yes", "no", "3")


def clip(label: str, speaker: str, heard_as: str | None = None) -> Clip:
    """Somebody's voice saying a word, or sounding like another one."""
    frames = np.roll(np.eye(6), 2 * WORDS.index(heard_as or label), axis=0)
    frames[sum(map(ord, speaker)) % 6, 0] += 0.1
    return Clip(label, speaker, unit_rows(frames.astype(np.float32)))


def afternoon(people: str, options: Sequence[str] = WORDS) -> list[Clip]:
    return [clip(option, who) for who in people for option in options]


def test_ten_people_who_are_told_apart_are_enough() -> None:
    found = verdict("common", "fa_AF", afternoon("abcdefghij"))
    assert (found.serves, found.speakers) == (True, 10)
    assert found.sentence.startswith("Assez bon pour servir : avec les exemples de 3 autres personnes, 100,0 % de 30")
    assert [each.cells[0] for each in found.rows] == ["30", "30", "30"]


@pytest.mark.parametrize(
    ("clips", "lacks"),
    [
        ([], "0 personne, il en faut au moins 4"),
        (afternoon("abc"), "3 personnes, il en faut au moins 4"),
        ([*afternoon("abcdefghij", WORDS[:2]), clip("3", "a")], "encore : « 3 »"),
        (afternoon("abcd"), "trop peu de réponses pour en être sûr (12) ; encore 2 personnes de plus"),
        (
            [*afternoon("abcdefghij", WORDS[:2]), *(clip("3", who, "no") for who in "abcdefghij")],
            "66,7 % des réponses sont comprises ; réenregistrez « 3 » (pris pour « no »)",
        ),
        ([Clip("yes", who, None) for who in "abcdef"], "0 personne"),
    ],
)
def test_what_is_not_enough_says_what_to_record(clips: list[Clip], lacks: str) -> None:
    found = verdict("common", "fa_AF", clips)
    assert not found.serves
    assert found.sentence.startswith("Pas encore assez bon pour servir : ")
    assert lacks in found.sentence


def test_as_many_people_as_it_asks_for_are_enough() -> None:
    assert verdict("common", "fa_AF", afternoon("abcdef")).serves


def test_nobody_is_judged_by_her_own_takes() -> None:
    """Her word is like nobody else's: her own take would be the nearest."""
    odd = [clip("yes", "z", "3"), clip("no", "z", "3")]
    found = verdict("common", "fa_AF", [*afternoon("abcdefghi", WORDS[:2]), *odd])
    assert found.rows[1].cells[1] != "100.0%"


def test_draws_make_no_more_recordings_of_few() -> None:
    judged = [Judged(True, 1.0)] * (20 * DRAWS)
    assert cells(judged, DRAWS)[0] == "20"
    assert cells(judged, DRAWS)[-1] == "83.9% – 100.0%"
    assert cells([], DRAWS) == ("0", "too few speakers", "", "", "")


# On real recordings


@pytest.fixture(scope="session")
def ears(listener: object) -> Ears:
    found = listener._ears  # type: ignore[attr-defined]
    assert isinstance(found, Ears)
    return found


def test_the_command_judges_as_the_benchmark_does(ears: Ears, speech: Path) -> None:
    asked = [row for row in rows(speech) if (row["lang"], row["task"]) == ("ar", "yesno")]
    few = sorted({row["speaker"] for row in asked})[:4]
    asked = [row for row in asked if row["speaker"] in few]
    heard = list(samples(ears, speech, asked, free_every=1_000))
    bench = {way: cells(judged, DRAWS) for way, judged in benching.ways(heard, heard) if way.startswith("enrolment")}
    examples = [each for each in of_list(speech / "manifest.csv", "ar") if each.set == "yesno" and each.speaker in few]
    clips, unreadable = listened(ears, examples)
    found = verdict("yesno", "ar", clips["yesno"])
    assert unreadable == []
    assert {row.way: row.cells for row in found.rows} == bench
    assert bench["enrolment, 3 takes"][0] == str(len(asked))


@pytest.mark.long
def test_on_all_arabic_recordings_it_prints_the_rows_of_the_figures(speech: Path, at_home: Command) -> None:
    told = json.loads(at_home("--manifest", str(speech / "manifest.csv"), "--lang", "ar", "--json"))
    figures = [[cell.strip() for cell in line.split("|")[1:-1]] for line in read("docs/voice-figures.md").splitlines()]
    written = [row[1:] for row in figures if row[:1] == ["Arabic"] and len(row) == 9 and row[3].startswith("enrolment")]
    lines = [(each, row) for each in told["sets"] for row in each["rows"]]
    printed = [[each["name"], str(each["speakers"]), row["way"], *row["cells"]] for each, row in lines]
    assert sorted(printed) == sorted(written)
    assert all(each["serves"] for each in told["sets"])


# What it is given


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `flashcoop voices judge`."""
    monkeypatch.setenv("FLASHCOOP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(tmp_path / "data" / "house.sqlite"))

    def run(*words: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, ["voices", "judge", *words])
        assert done.exit_code == status, done.output
        assert "Traceback" not in done.output
        return done.stdout if status == 0 else done.output

    return run


def listing(folder: Path, *written: dict[str, str], columns: str = "path,lang,options,label,speaker") -> Path:
    with (folder / "list.csv").open("w", newline="") as file:
        lines = csv.DictWriter(file, columns.split(","), extrasaction="ignore")
        lines.writeheader()
        lines.writerows(written)
    return folder / "list.csv"


def test_a_list_gives_what_may_be_answered_in_a_language(tmp_path: Path) -> None:
    row = {"path": "a.ogg", "lang": "fa_AF", "options": "yes,no", "label": "yes", "speaker": "a"}
    made = listing(
        tmp_path,
        row,
        {**row, "options": "digits", "label": "7"},
        {**row, "lang": "ar"},
        {**row, "options": "open,shut", "label": "open"},
        {**row, "label": "perhaps"},
    )
    assert of_list(made, "fa_AF") == [
        Example("yes,no", "yes", "a", tmp_path / "a.ogg"),
        Example("digits", "7", "a", tmp_path / "a.ogg"),
    ]


def test_a_folder_gives_an_option_a_folder_and_a_person_a_file(tmp_path: Path) -> None:
    (tmp_path / "say" / "yes").mkdir(parents=True)
    (tmp_path / "say" / "yes" / "amina.ogg").write_bytes(b"OggS")
    (tmp_path / "say" / "yes" / "notes.txt").write_bytes(b"hello")
    assert of_folder(tmp_path / "say") == [Example("say", "yes", "amina", tmp_path / "say" / "yes" / "amina.ogg")]


def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path, at_home: Command) -> None:
    with pytest.raises(Refused, match="label, speaker"):
        of_list(listing(tmp_path, columns="path,lang,options"), "ar")
    binary = tmp_path / "x.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    for words, sentence in (
        (("--manifest", str(binary), "--lang", "ar"), "liste CSV"),
        (("--manifest", str(tmp_path / "nowhere.csv"), "--lang", "ar"), "liste CSV"),
        (("--takes", str(tmp_path / "nowhere"), "--lang", "ar"), "OPTION/PERSONNE.ogg"),
        (("--lang", "it"), "langue"),
        (("--lang", "ar"), "base de données"),
    ):
        assert sentence in " ".join(at_home(*words, status=1).split())


def test_a_recording_that_cannot_be_read_is_named_and_the_others_are_judged(
    ears: Ears, speech: Path, tmp_path: Path
) -> None:
    bad = Example("yesno", "yes", "b", tmp_path / "bad.ogg")
    bad.path.write_bytes(b"no sound")
    good = next(each for each in of_list(speech / "manifest.csv", "ar") if each.set == "yesno")
    clips, unreadable = listened(ears, [bad, good])
    assert (unreadable, [each.label for each in clips["yesno"]]) == ([bad.path], [good.label])
