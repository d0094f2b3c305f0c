"""An afternoon of recordings on one page: what a CAE needs to hold it, in French, with what is said in the language."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.loading import Programme
from bot.printing import pdf
from bot.studio.lists import SAID_ANYWHERE, SAID_DIGITS, sheet
from bot.studio.naming import title
from bot.studio.releasing import ASKED, CHOICES
from bot.voice.enrolled import FEWEST_TAKES
from dialogs.questionnaire import SOURCE
from storage.refusals import Refused

TEMPLATE = Path(__file__).with_name("kit.typ")
FONTS = {"ar": "Noto Naskh Arabic", "fa_AF": "Vazirmatn"}
# Everybody says the answers that come at every question, and the digits: some 24 words, five seconds each, after a
# minute for her agreement.
LISTS = (SAID_ANYWHERE, SAID_DIGITS)
PEOPLE, MINUTES, MINUTES_EACH = 10, 40, 3
# Who is judged is judged by the takes of others.
FEWEST_PEOPLE = FEWEST_TAKES + 1
NAMES = {"fa_AF": "dari", "ar": "arabe"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Something said: in French, and as it is said in the language."""

    french: str
    said: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """The page: who, when, how with each, what she agrees to, what she says, what comes out, how to judge."""

    title: str
    subtitle: str
    before: Part
    minutes: str
    times: tuple[Pair, ...]
    each: Part
    release: tuple[Pair, ...]
    words: tuple[Pair, ...]
    after: Part
    judged: Part
    command: str
    lang: str
    rtl: bool
    font: str


def kit(programme: Programme, language: str) -> Kit:
    """The page for a language. Raises Refused for one of which no model is taught by people's takes."""
    if language not in NAMES:
        raise Refused("no_kit", f"Il y a un kit pour : {', '.join(NAMES)}.")
    named, of = programme.languages[language], NAMES[language]
    lists = " », puis « ".join(map(title, LISTS))
    return Kit(
        title="Un après-midi d'enregistrement",
        subtitle=f"{PEOPLE} personnes, {MINUTES} minutes, un téléphone : l'assistant apprend {_article(of)} d'ici.",
        before=_before(of),
        minutes=f"Les {MINUTES} minutes",
        times=tuple(_times()),
        each=_each(lists),
        release=tuple(_release(programme, language)),
        words=tuple(_words(programme, language)),
        after=_after(),
        judged=Part(
            "Juger",
            (
                "Chaque personne est jugée par les exemples des autres. La réponse est une phrase : « Assez bon pour "
                "servir », ou ce qu'il faut encore enregistrer.",
            ),
        ),
        command=f"flashcoop voices judge --lang {language}",
        lang=named.tag.partition("-")[0],
        rtl=named.direction == "rtl",
        font=FONTS[language],
    )


def kit_pdf(programme: Programme, language: str) -> bytes:
    """The page as a PDF, one A4; the same for the same programme."""
    return pdf(TEMPLATE, asdict(kit(programme, language)))


def _article(of: str) -> str:
    return f"l'{of}" if of.startswith("a") else f"le {of}"


def _before(of: str) -> Part:
    return Part(
        "Avant",
        (
            f"Invitez {PEOPLE} adultes qui parlent {of} : femmes et hommes, de plusieurs régions. Avec moins de "
            f"{FEWEST_PEOPLE} personnes pour chaque mot, rien ne peut être jugé.",
            "Une pièce calme, sans musique. Un téléphone chargé, tenu à une main de la bouche.",
            "Qui anime ou interprète ouvre « /voix » dans Telegram, ou « Voix » dans la console, et essaie un mot.",
        ),
    )


def _times() -> Iterator[Pair]:
    last = MINUTES - 5
    yield Pair("0–5 min", "À toutes : à quoi cela sert ; refuser ne change rien ; chacune s'arrête quand elle veut.")
    yield Pair(f"5–{last} min", f"Chacune son tour, {MINUTES_EACH} minutes. Les autres attendent à côté, sans bruit.")
    yield Pair(f"{last}–{MINUTES} min", "Merci. Chacune repart avec son code sur un papier. Jugez ensemble (en bas).")


def _each(lists: str) -> Part:
    return Part(
        "Avec chacune",
        (
            "Touchez « Qui parle ? », puis une nouvelle personne. Sa région en un mot, si elle veut. Pas de nom.",
            "Son accord, dit dans sa langue (ci-dessous) : elle répond à voix haute, ou touche. Non ? Merci, et c'est "
            "tout.",
            f"Les listes « {lists} ». Elle entend le mot et le dit comme à la maison, avec son accent.",
            "Trop bas, saturé, du bruit : l'écran le dit, elle recommence. S'il doute à tort : « C'est juste ».",
            "Notez-lui son code (V-…) : avec lui elle retire sa voix quand elle veut.",
        ),
    )


def _release(programme: Programme, language: str) -> Iterator[Pair]:
    book = programme.book
    for key in (*ASKED, *(f"release_{name}" for name in CHOICES)):
        yield Pair(book.wording(key, SOURCE).printed, book.wording(key, language).printed)


def _words(programme: Programme, language: str) -> Iterator[Pair]:
    for name in LISTS:
        found = sheet(programme, language, name)
        for item in found.items if found else ():
            yield Pair(item.french, item.shown)


def _after() -> Part:
    return Part(
        "Ce qui en sort",
        (
            "Des exemples sous un code, sans nom. Ils restent sur la machine de la CAE ; personne n'y est reconnu.",
            f"Dès que {FEWEST_TAKES} personnes ont dit chaque réponse d'une question, l'assistant s'en sert. Il redit "
            "toujours ce qu'il a compris, et attend un « oui ».",
            "« Dans toutes les coopératives » : une archive les porte aux autres CAE (flashcoop voices export). Après "
            "deux ans, ils ne servent plus.",
            "« Retirer cette voix » efface tout ici, et dans les autres CAE avec la prochaine archive.",
        ),
    )
