"""Pages as HTML: what a view becomes in a browser."""

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.pictures.catalogue import DRAWINGS
from bot.web.desk import Desk, View
from bot.web.drawing import badge, drawing, mood
from bot.web.limits import VOICE
from bot.web.words import Words, clip_address, in_all_languages, lines_of
from dialogs.cards import Sound, Speech
from dialogs.controls import ANSWERING, SETTING

HERE = Path(__file__).parent
STATIC = HERE / "static"
DIGITS = "123456789"
# Where nothing can be chosen by touch, the microphone is the answer and stands in the middle.
SPOKEN = ("voice", "open")


@cache
def version() -> str:
    """A name for the present state of all static files and pictures, part of their addresses."""
    digest = hashlib.sha256()
    for path in sorted([*STATIC.rglob("*.*"), *DRAWINGS.glob("*.svg")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def templates(static: str) -> Environment:
    """The templates, which are compiled once. `static` is where the pages' files are."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals |= {
        "static": static,
        "badge": badge,
        "mood": mood,
        "picture": lambda name: f"{static}/pictures/{drawing(name)}",
        "answering": ANSWERING,
        "setting": SETTING,
        "digits": DIGITS,
        "spoken": SPOKEN,
        "most": VOICE,
    }
    return environment


class Pages:
    """Renders pages. `static` is where their files are: an address that changes when a file does."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.version = desk, version()
        self.static = f"/static/{self.version}"
        self._templates = templates(self.static)

    def conversation(self, view: View, page: str, *, whole: bool, notice: str = "", back: str = "") -> str:
        """A person's page, or only the part of it that changes. `notice` is a phrase of the page's own, `back` where
        somebody who fills it in with her goes when they are done.
        """
        words = Words(self._desk.book, self._desk.sounds, view.language, view.variant, view.slow)
        lines = partial(lines_of, book=self._desk.book, sounds=self._desk.sounds, page=page)
        return self._render(
            "page.html" if whole else "conversation.html",
            words,
            view=view,
            card=view.question,
            said=[(said.phrase, *lines(said.card), said.card.file) for said in view.said],
            asked=lines(view.question) if view.question else ([], []),
            hear=partial(clip_address, self._desk.sounds, page=page),
            in_tongue=self._in_tongue,
            notice=notice,
            back=back,
            page=page,
            nonce=secrets.token_urlsafe(12),
            draft=words.figures(view.draft),
        )

    def _in_tongue(self, sound: Sound) -> Markup:
        """The attributes of a label in the language it is spoken in: each language names itself."""
        if not isinstance(sound, Speech):
            return Markup("")
        language = self._desk.book.languages[sound.language]
        return Markup(' lang="{}" dir="{}"').format(language.tag, language.direction)

    def notice(self, phrase: str, *, whole: bool = True) -> str:
        """A page that says one thing in all languages, to someone of whom nothing is known."""
        return self._render("notice.html" if whole else "notice_part.html", self._plain(), **self._notice(phrase))

    def refusal(self, sentence: str) -> str:
        """A page that says to somebody who reads why something is not done."""
        return self._render("refusal.html", self._plain(), sentence=sentence)

    def over(self, token: str) -> str:
        """The page of a link that is over, for a partner: a new one can be sent to the same address."""
        return self._render("over.html", self._plain(), renew=f"/p/{token}/renew")

    def group(self, **shown: Any) -> str:  # noqa: ANN401 -- what the template shows
        """The page on which an animator or a partner sees whom she may help, in French."""
        return self._render("group.html", self._plain(), **shown)

    def ecoute(self, language: str | None, variant: str, slow: bool, **shown: Any) -> str:  # noqa: ANN401 -- what the template shows
        """The page on which a person hears her own words and her progress."""
        languages = self._desk.book.languages
        spoken = languages.get(language or "") or next(iter(languages.values()))
        words = Words(self._desk.book, self._desk.sounds, spoken, variant, slow)
        return self._render("ecoute.html", words, **shown)

    def invitation(self, token: str) -> str:
        """The page behind an invitation: one picture to touch, and who has scripts comes in without touching."""
        return self._render("invitation.html", self._plain(), token=token, **self._notice("joined"))

    def _notice(self, phrase: str) -> Mapping[str, Any]:
        return {"phrase": phrase, "lines": in_all_languages(phrase, self._desk.book, self._desk.sounds)}

    def _plain(self) -> Words:
        language = next(iter(self._desk.book.languages.values()))
        return Words(self._desk.book, self._desk.sounds, language, "", False)

    def _render(self, template: str, words: Words, **values: Any) -> str:  # noqa: ANN401 -- what templates show
        return self._templates.get_template(template).render(words=words, language=words.language, **values)
