"""What a person is given to keep: her page, and on the last day the way to her own words and progress."""

from bot.ecoute import rates, story_of
from bot.turns.conversation import Conversation
from dialogs.calendar import COLD
from storage import links
from storage.instances import Stored


def give_page(conversation: Conversation) -> None:
    """The lasting personal link, sent where she is not looking at it already."""
    if conversation.address.channel != "web":
        _say(conversation, "your_page", _page(conversation))


def give_story(conversation: Conversation, finished: Stored) -> None:
    """When what she finished was the last to wait for: that there is an « Écoute-toi » for her, with its link where she
    is not on her page.
    """
    assert conversation.person is not None
    asked = conversation.house.flow(conversation.db, finished.hash).questionnaire
    if finished.moment == COLD or not rates(asked):
        return
    if story_of(conversation.db, conversation.house, conversation.person, conversation.now):
        on_page = conversation.address.channel == "web"
        _say(conversation, "ecoute_ready", "" if on_page else f"{_page(conversation)}/ecoute")


def _page(conversation: Conversation) -> str:
    assert conversation.person is not None
    token = links.link_of(conversation.db, conversation.house.vault, conversation.person, conversation.now)
    return f"{conversation.house.base_url}/p/{token}"


def _say(conversation: Conversation, phrase: str, link: str) -> None:
    conversation.put({"kind": "say", "phrase": phrase, "args": {}, "link": link}, "skip")
