import csv
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.voice import deciding, hearing, takes, transcript
from bot.voice.activity import Activity, activity
from bot.voice.audio import decode
from bot.voice.deciding import Evidence, Margins, decide, margins_of, weighed_together
from bot.voice.ears import Ears
from bot.voice.enrolled import TakeError, take_files
from bot.voice.heard import Heard
from bot.voice.hearing import Question, beside_forms, hear
from bot.voice.lexicons import LANGUAGES
from bot.voice.likeness import likeness
from bot.voice.listener import Listener
from bot.voice.model import MODEL_SHA256, ModelMissingError, find_model, packaged_model
from bot.voice.requests import CONTROL
from bot.voice.scoring import Biases
from bot.voice.sound import HEARING_RATE, Sound
from bot.voice.takes import TakeShelf
from bot.voice.transcript import invented, loops, segments, transcribe
from bot.voice.warping import distances, unit_rows
from dialogs.reading import Lexicon
from tests.voice.noises import noises


@pytest.fixture(scope="module")
def ears(listener: Listener) -> Ears:
    return listener._ears


@pytest.fixture(scope="module")
def biases() -> Biases:
    return Biases()


def question(lexicon: Lexicon, *names: str) -> Question:
    return Question(lexicon.language, {name: lexicon.options[name] for name in names})


def said(speech: Path, name: str) -> Sound:
    return decode(speech / name)


def test_real_voices_say_yes_and_no(ears: Ears, biases: Biases, speech: Path, lexicons: Mapping[str, Lexicon]) -> None:
    for language, name, option in (
        ("ar", "ar/asc_yes_00000002_03.ogg", "yes"),
        ("ar", "ar/asc_no_00000002_03.ogg", "no"),
        ("fa_AF", "fa/am_bale_000001.ogg", "yes"),
        ("fa_AF", "fa/am_kheir_000001.ogg", "no"),
    ):
        asked = question(lexicons[language], "yes", "no")
        assert hear(ears, said(speech, name), asked, (), biases).option in (option, None), name


HUMS = 40  # the detector alone takes about one in six for a voice


def test_the_hum_of_a_machine_is_no_voice() -> None:
    assert not any(activity(sound).spoken for _, sound in noises(HUMS, only="hum"))


def test_control_the_detector_takes_some_hum_for_a_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.voice.activity.STEADY_DECIBELS", 0.0)
    assert any(activity(sound).spoken for _, sound in noises(HUMS, only="hum"))


def test_silence_and_noise_are_no_answer(ears: Ears, biases: Biases, lexicons: Mapping[str, Lexicon]) -> None:
    asked = question(lexicons["ar"], "yes", "no")
    heard = [hear(ears, sound, asked, (), biases).status for _, sound in noises(28)]
    assert "sure" not in heard
    assert set(heard) == {"nothing"}


def test_a_long_talk_is_no_short_answer(
    ears: Ears, biases: Biases, speech: Path, lexicons: Mapping[str, Lexicon], monkeypatch: pytest.MonkeyPatch
) -> None:
    word = said(speech, "ar/asc_no_00000002_03.ogg")
    asked = question(lexicons["ar"], "yes", "no")
    assert hear(ears, word, asked, (), biases).option == "no"
    monkeypatch.setattr(hearing, "MOST_SPEECH_SECONDS", 0.05)
    assert hear(ears, word, asked, (), biases).status == "other"


def test_without_voice_activity_the_model_hears_words_in_noise(
    ears: Ears, biases: Biases, lexicons: Mapping[str, Lexicon], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""
    monkeypatch.setattr(hearing, "activity", lambda sound: Activity(0.0, sound.seconds, sound.seconds))
    asked = question(lexicons["ar"], "yes", "no")
    assert {hear(ears, sound, asked, (), biases).status for _, sound in noises(4)} != {"nothing"}


def enrolled(speech: Path, folder: Path, speakers: Sequence[str], labels: Sequence[str]) -> Path:
    """Enrol the digits of some speakers as an operator would: OPTION/*.ogg."""
    with (speech / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["speaker"] in speakers and row["label"] in labels]
    for row in rows:
        (folder / row["label"]).mkdir(parents=True, exist_ok=True)
        shutil.copy(speech / row["path"], folder / row["label"])
    return folder


def test_examples_of_three_people_teach_the_options_of_a_question(
    ears: Ears, biases: Biases, speech: Path, tmp_path: Path
) -> None:
    labels = ("1", "2", "3", "4")
    folder = enrolled(speech, tmp_path, ("asc00000005", "asc00000009", "asc00000017"), labels)
    enrolled_takes = TakeShelf(ears).takes(take_paths(folder))
    assert len(enrolled_takes) == 12
    asked = Question("ar", {label: [label] for label in labels})
    for name, label in (("one", "1"), ("two", "2"), ("three", "3"), ("four", "4")):
        heard = hear(ears, said(speech, f"ar/asc_{name}_00000001_05.ogg"), asked, enrolled_takes, biases)
        assert heard.option == label
    fewer = Question("ar", {"1": ["1"], "2": ["2"]}, {"3": ["3"]})
    requests = [replace(take, option=CONTROL + "3") if take.option == "3" else take for take in enrolled_takes]
    other = hear(ears, said(speech, "ar/asc_three_00000001_05.ogg"), fewer, requests, biases)
    assert (other.option, other.status, other.control) == (None, "other", "3")


def test_takes_and_forms_that_agree_are_believed_and_takes_alone_unsure(lexicons: Mapping[str, Lexicon]) -> None:
    near = {"yes": 0.60, "no": 0.66}
    takes_alone = decide(Evidence(("yes", "no"), near=near), "ar", 1.0)
    assert (takes_alone.option, takes_alone.status) == ("yes", "unsure")
    assert beside_forms(takes_alone, near, {"yes": -0.5, "no": -3.0}, "ar").status == "sure"
    against = beside_forms(takes_alone, near, {"yes": -3.0, "no": -0.5}, "ar")
    assert against.status == "unsure"


def test_the_beginning_of_a_longer_word_is_no_request(
    ears: Ears, biases: Biases, speech: Path, lexicons: Mapping[str, Lexicon], monkeypatch: pytest.MonkeyPatch
) -> None:
    """« بسیار عالی » (very good) begins like « بس » (stop)."""
    plain = question(lexicons["fa_AF"], "yes", "no")
    asked = replace(plain, controls={"stop": lexicons["fa_AF"].controls["stop"]})
    great = said(speech, "fa/am_besiaraali_02.ogg")
    assert hear(ears, great, asked, (), biases).control is None
    monkeypatch.setattr(hearing, "LETTER_SECONDS", 9.0)
    assert hear(ears, great, asked, (), biases).control == "stop"


def take_paths(folder: Path) -> dict[str, list[str]]:
    return {name: [str(file) for file in files] for name, files in take_files(folder).items()}


def test_a_folder_without_takes_is_refused_and_a_broken_take_left_out(ears: Ears, tmp_path: Path) -> None:
    with pytest.raises(TakeError, match="no folder"):
        take_files(tmp_path / "nowhere")
    with pytest.raises(TakeError, match="no take"):
        take_files(tmp_path)
    (tmp_path / "yes").mkdir()
    (tmp_path / "yes" / "broken.ogg").write_bytes(b"OggS")
    assert TakeShelf(ears).takes(take_paths(tmp_path)) == ()


def test_a_take_is_read_once_and_again_when_it_changed(
    ears: Ears, speech: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def counted(file: Path, most_seconds: float) -> Sound:
        read.append(file)
        return decode(file, most_seconds=most_seconds)

    monkeypatch.setattr(takes, "decode", counted)
    file = tmp_path / "take.ogg"
    shutil.copy(speech / "ar/asc_one_00000001_05.ogg", file)
    shelf = TakeShelf(ears)
    first, second = shelf.takes({"1": [str(file)]}), shelf.takes({"1": [str(file)]})
    assert first[0].frames is second[0].frames
    os.utime(file, (1, 1))
    shelf.takes({"1": [str(file)]})
    assert read == [file, file]
    file.unlink()
    assert shelf.takes({"1": [str(file)]}) == ()


def test_nobody_waits_until_all_takes_are_read(ears: Ears, speech: Path) -> None:
    files = {"1": [str(speech / f"ar/asc_one_{speaker}_05.ogg") for speaker in ("00000001", "00000005")]}
    seconds = iter([0.0, 0.0, takes.READING_SECONDS, 100.0, 100.0])
    shelf = TakeShelf(ears, lambda: next(seconds))
    assert [len(shelf.takes(files)) for _ in range(2)] == [1, 2]


def test_an_open_answer_is_written_down_and_silence_is_not(ears: Ears, speech: Path) -> None:
    quiet = transcribe(ears, Sound(np.zeros(HEARING_RATE, dtype=np.float32), HEARING_RATE), "fr")
    assert (quiet.text, quiet.status, quiet.confidence) == ("", "nothing", 0.0)
    spoken = transcribe(ears, said(speech, "ar/asc_yes_00000001_03.ogg"), "ar")
    assert 0 < spoken.confidence <= 1
    assert spoken.status in ("clear", "doubtful")


def test_words_invented_on_noise_would_be_written_without_voice_activity(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: the model is asked, and whatever it says is marked doubtful or none."""
    monkeypatch.setattr(transcript, "activity", lambda sound: Activity(0.0, 0.5, 0.5))
    asked: list[str] = []

    def counted(ears: Ears, sound: Sound, language: str) -> list[Any]:
        asked.append(language)
        return segments(ears, sound, language)

    monkeypatch.setattr(transcript, "segments", counted)
    quiet = Sound(np.zeros(HEARING_RATE, dtype=np.float32), HEARING_RATE)
    assert transcribe(ears, quiet, "fr").status in ("doubtful", "nothing")
    assert asked == ["fr"]


@pytest.mark.parametrize(
    "text", ["نام نام نام نام نام", "merci à tous merci à tous merci à tous merci à tous", "لا " * 12]
)
def test_a_transcript_that_goes_in_circles_is_known(text: str) -> None:
    assert loops(text)


def test_a_plain_transcript_is_no_circle_and_no_invention() -> None:
    text = "J'ai appris à travailler avec les autres, et j'ai appris à demander de l'aide quand il le faut."
    assert not loops(text)
    assert not invented(text, "fr")
    assert invented("Sous-titres réalisés par la communauté d'Amara.org", "fr")
    assert invented("اشتركوا في القناة", "ar")


def test_warping_finds_the_same_word_said_slower_and_not_another() -> None:
    rng = np.random.default_rng(0)
    word, other = (unit_rows(rng.standard_normal((20, 16)).astype(np.float32)) for _ in range(2))
    slower = np.repeat(word, 2, axis=0)
    near, far = distances(word, [slower, other])
    assert near == pytest.approx(0.0, abs=1e-5)
    assert far > 0.2
    assert len(distances(word, [])) == 0


def test_a_lead_too_small_is_asked_again_and_too_low_a_score_is_another_word() -> None:
    belief = margins_of("ar").two
    best = belief.good + 0.1
    options = ("yes", "no")

    def verdict(yes: float, no: float) -> Heard:
        return decide(Evidence(options, {"yes": yes, "no": no}, {}), "ar", 1.0)

    assert verdict(best, best - belief.sure * 1.1).status == "sure"
    close = verdict(best, best - belief.sure * 0.9)
    assert (close.status, close.option, close.second_option) == ("unsure", "yes", "no")
    assert verdict(belief.good - 0.1, belief.least - 9).status == "unsure"
    assert verdict(belief.least - 0.1, belief.least - 9).status == "other"
    assert decide(Evidence((), {}, {}), "ar", 1.0).status == "other"


def test_takes_of_a_word_that_is_no_option_make_it_another_word() -> None:
    near = {"yes": 0.3, "no": 0.4, "repeat": 0.2}
    assert decide(Evidence(("yes", "no"), {}, near), "fa_AF", 1.0).status == "other"
    assert decide(Evidence(("yes", "no"), {}, near | {"repeat": 0.5}), "fa_AF", 1.0).status == "sure"
    assert decide(Evidence(("yes", "no"), {}, {"yes": 0.5, "no": 0.7}), "fa_AF", 1.0).status == "unsure"
    assert decide(Evidence(("yes", "no"), {}, {"yes": 0.7, "no": 0.9}), "fa_AF", 1.0).status == "other"


def test_every_language_has_its_margins() -> None:
    for language in LANGUAGES:
        margins = margins_of(language)
        for belief in (margins.two, margins.more):
            assert belief.sure > 0
            assert belief.good >= belief.least
        assert 0 < margins.near.good <= margins.near.most < 1


def test_freely_decoded_text_speaks_for_the_option_it_is_like() -> None:
    margins = margins_of("ar")
    close = {"yes": -0.5, "no": -0.6}
    only = Margins(replace(margins.two, alike=1.0), margins.more, margins.near)
    assert weighed_together(Evidence(("yes", "no"), close), only) == close
    both = weighed_together(Evidence(("yes", "no"), close, alike={"yes": 0.3, "no": 0.9}), only)
    assert both["no"] > both["yes"]
    alike = likeness("Non !", {"yes": ["oui"], "no": ["non"]}, "fr")
    assert alike["no"] == 1.0 > alike["yes"]
    assert likeness("3", {"2": ["deux"], "3": ["trois"]}, "fr")["3"] == 1.0


def test_scores_of_forms_help_takes_by_the_share_measured() -> None:
    margins = margins_of("ar")
    near, said = {"yes": 0.30, "no": 0.31, "repeat": 0.6}, {"yes": -3.0, "no": -1.0}
    alone = replace(margins, near=replace(margins.near, share=0.0))
    helped = replace(margins, near=replace(margins.near, share=1.0))
    assert weighed_together(Evidence(("yes", "no"), said, near), alone)["yes"] == -0.30
    weights = weighed_together(Evidence(("yes", "no"), said, near), helped)
    assert max(weights, key=lambda name: weights[name]) == "no"


@pytest.mark.parametrize(("alike", "sure", "times"), [(1.0, 99.0, 1), (1.0, 0.0, 0), (0.0, 99.0, 0)])
def test_free_decoding_is_asked_only_where_forms_are_unsure_and_it_pays(
    ears: Ears,
    biases: Biases,
    speech: Path,
    lexicons: Mapping[str, Lexicon],
    monkeypatch: pytest.MonkeyPatch,
    alike: float,
    sure: float,
    times: int,
) -> None:
    asked = []

    def freely(*of: object) -> str:
        asked.append(of)
        return "لا"

    margins = margins_of("ar")
    belief = replace(margins.two, alike=alike, sure=max(sure, 1e-9), good=-99.0, least=-99.0)
    for module in (hearing, deciding):
        monkeypatch.setattr(module, "margins_of", lambda language: replace(margins, two=belief))
    monkeypatch.setattr(hearing, "written_freely", freely)
    hear(ears, said(speech, "ar/asc_no_00000002_03.ogg"), question(lexicons["ar"], "yes", "no"), (), biases)
    assert len(asked) == times


def test_damaged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.voice.model.MODEL_SHA256", "0" * len(MODEL_SHA256))
    with pytest.raises(ModelMissingError, match="damaged"):
        packaged_model(tmp_path)
    assert not (tmp_path / "whisper-base" / "model.bin").exists()


def test_a_model_folder_or_a_name_is_taken_as_it_is(tmp_path: Path) -> None:
    assert find_model(tmp_path, "large-v3") == "large-v3"
    with pytest.raises(ModelMissingError, match=r"no model\.bin"):
        find_model(tmp_path, str(tmp_path))
    (tmp_path / "model.bin").write_bytes(b"")
    assert find_model(tmp_path, str(tmp_path)) == str(tmp_path)


def test_packages_that_are_not_installed_are_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.voice.model._FIRST", "no_such_package")
    with pytest.raises(ModelMissingError, match="make setup"):
        packaged_model(tmp_path)
