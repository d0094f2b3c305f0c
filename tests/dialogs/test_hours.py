"""Hours are printed in figures and said in words."""

from datetime import time

import pytest

from bot.loading import Programme
from dialogs.saying import hour
from dialogs.speaking import Speaker

SAID = [
    ("fr", time(9, 30), "à neuf heures et demie du matin"),
    ("fr", time(14, 15), "à deux heures et quart de l'après-midi"),
    ("fr", time(18, 0), "à six heures du soir"),
    ("fr", time(9, 20), "à neuf heures 20 du matin"),
    ("fr", time(12, 0), "à midi"),
    ("fr", time(0, 0), "à minuit"),
    ("fa_AF", time(9, 30), "ساعتِ نُه و نیم صبح"),
    ("fa_AF", time(14, 0), "ساعتِ دو بعد از چاشت"),
    ("ar", time(9, 30), "السَاعَةَ التَاسِعَةَ وَالنِّصْفَ صَبَاحًا"),
    ("ar", time(14, 0), "السَاعَةَ الثَانِيَةَ بَعْدَ الظُهْر"),
]


@pytest.mark.parametrize(("language", "when", "said"), SAID)
def test_an_hour_is_said_in_words(programme: Programme, language: str, when: time, said: str) -> None:
    speaker = Speaker(programme.book, language)
    assert hour(when, speaker.main, speaker.common).spoken == said


def test_an_hour_is_printed_in_figures(programme: Programme) -> None:
    speaker = Speaker(programme.book, "fa_AF")
    assert hour(time(9, 30), speaker.main, speaker.common).printed == "۰۹:۳۰"


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_every_minute_of_a_day_is_said_and_no_two_alike(programme: Programme, language: str) -> None:
    speaker = Speaker(programme.book, language)
    times = [time(minute // 60, minute % 60) for minute in range(24 * 60)]
    said = [hour(when, speaker.main, speaker.common).spoken for when in times]
    assert len(set(said)) == len(times)
    assert not any("{" in each for each in said)
