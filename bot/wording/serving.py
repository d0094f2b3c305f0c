"""What is asked and said after the reviews of an installation: at its start, and within minutes while it runs."""

import asyncio
from dataclasses import replace

from bot.loading import Programme, compiled
from bot.running import Assistant
from bot.spoken import lasting
from bot.wording.merging import merged
from bot.wording.phrases import catalogue
from dialogs.wording import Texts
from storage.voices import reviews

LOOK_EVERY = 600.0  # seconds; a questionnaire worded otherwise is a version of its own, and not each word makes one


def worded(programme: Programme, texts: Texts) -> Programme:
    """The programme in these wordings; compiled anew only where one of them differs.

    A questionnaire that is worded otherwise is another version: runs that have begun go on with theirs.
    """
    return replace(programme, texts=texts) if _alike(texts, programme.texts) else compiled(texts)


def _alike(one: Texts, other: Texts) -> bool:
    return all(
        entry.text == other.translations[language][context].text
        for language, entries in one.translations.items()
        for context, entry in entries.items()
    )


async def run(assistant: Assistant) -> None:
    """Take up what is reviewed while the assistant runs, for ever."""
    seen = await assistant.reader.run(reviews.newest)
    while True:
        await asyncio.sleep(LOOK_EVERY)
        seen = await look(assistant, seen)


async def look(assistant: Assistant, seen: int) -> int:
    """Ask and say what was reviewed after the review `seen`; the newest one."""
    newest = await assistant.reader.run(reviews.newest)
    if newest != seen:
        texts = merged(catalogue(), await assistant.reader.run(reviews.reviews))
        programme = await asyncio.to_thread(worded, assistant.house.programme, texts)
        assistant.house.renew(programme)
        assistant.clips.keeps(lasting(programme))
    return newest
