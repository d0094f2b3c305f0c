"""A page as a browser without scripts sees it: its forms, buttons, texts and sounds."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form: where it goes, the fields it carries, the buttons that send it."""

    action: str
    cls: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What stands on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.attrs: dict[str, dict[str, str]] = {}
        self.clips: list[str] = []
        self.pictures: list[str] = []
        self.words: list[str] = []
        self.source = html
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("id"):
            self.attrs[given["id"]] = given
        if tag == "html":
            self.attrs["html"] = given
        if given.get("data-say"):
            self.clips.append(given["data-say"])
        if tag == "img":
            self.pictures.append(given["src"].rpartition("/")[2].removesuffix(".svg"))
        self._form_part(tag, given)

    def _form_part(self, tag: str, given: dict[str, str]) -> None:
        if tag == "form":
            self.forms.append(Form(given["action"], given.get("class", "")))
        elif tag in ("input", "textarea") and "name" in given and given.get("type") != "file":
            self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag == "button" and given.get("type") == "submit" and "name" in given:
            self.forms[-1].buttons.append((given["name"], given["value"]))

    def updatepos(self, i: int, j: int) -> int:
        # Nobody asks in which line something stood, and counting lines is a tenth of the reading.
        del i
        return j

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())

    def form(self, cls: str) -> Form:
        """The first form of a class."""
        return next(form for form in self.forms if cls in form.cls.split())

    @property
    def choices(self) -> list[str]:
        """What can be chosen by touch."""
        return [value for form in self.forms for name, value in form.buttons if name == "choice"]

    @property
    def asked(self) -> str:
        """The ask the page is about, "" where nothing is asked."""
        return next((form.fields["asked"] for form in self.forms if "asked" in form.fields), "")

    @property
    def step(self) -> str:
        """The step the page asks."""
        return self.asked.partition(".")[2]

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join(self.words)
