"""Somebody with a browser that runs no scripts."""

from typing import Any

import httpx

from tests.web.reading_pages import Page

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


class Visitor:
    """A person at her page: touches, types, speaks and looks at what comes back."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.address = ""
        self.page = Page("")
        self.status = 0
        self.headers = httpx.Headers()

    async def enters(self, token: str) -> None:
        """Follow an invitation."""
        await self._load(await self.client.get(f"/j/{token}"))
        await self._load(await self.client.post(f"/j/{token}", headers=SAME_SITE, follow_redirects=True))

    async def loads(self, address: str = "") -> None:
        """Open a page, or her own again."""
        await self._load(await self.client.get(address or self.address))

    async def chooses(self, choice: str) -> None:
        """Touch a picture."""
        await self._send("choices", {"choice": choice})

    async def controls(self, name: str) -> None:
        """Touch one of the controls."""
        await self._send("bar", {"control": name})

    async def opens_rights(self) -> None:
        """Touch the way to her rights: on the bar, or where nothing is asked."""
        bar = any("bar" in form.cls.split() for form in self.page.forms)
        await self._send("bar" if bar else "rights", {"control": "rights"})

    async def opens_menu(self, place: str) -> None:
        """Go to a page of her rights."""
        await self.opens_rights()
        await self.chooses(next(choice for choice in self.page.choices if choice.endswith(f".{place}")))

    async def keys(self, *keys: str) -> None:
        """Touch keys of the keypad, one request each as without scripts."""
        for key in keys:
            await self._send("keypad", {"key": key})

    async def types(self, text: str) -> None:
        """Type a text and send it."""
        await self._send("text", {"text": text})

    async def says(self, content: bytes, mime: str = "audio/webm") -> None:
        """Send a recording."""
        await self._send("voice", {}, {"voice": ("voice.webm", content, mime)})

    async def goes_through(self, **answers: str) -> None:
        """Answer as given, and what is not given by the first choice, until a step named `until` is reached."""
        until = answers.pop("until")
        while self.page.step != until:
            step = self.page.step
            assert step, self.page.text
            if step in answers and not self.page.choices:
                await self.types(answers[step])
            elif self.page.choices:
                await self.chooses(answers.get(step, self.page.choices[0]))
            else:
                await self.controls("rather_not")

    async def _send(self, form_class: str, given: dict[str, str], files: Any = None) -> None:
        form = self.page.form(form_class)
        fields = {**form.fields, **given}
        await self._load(
            await self.client.post(form.action, data=fields, files=files, headers=SAME_SITE, follow_redirects=True)
        )

    async def _load(self, response: httpx.Response) -> None:
        self.status, self.headers, self.page = response.status_code, response.headers, Page(response.text)
        if response.url.path.startswith("/p/"):
            self.address = response.url.path
