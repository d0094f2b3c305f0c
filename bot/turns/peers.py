"""Telling a person what the others said of her."""

from typing import Any

from bot.turns.conversation import Conversation
from dialogs.questionnaire import SOURCE
from storage import consents, echoes


def tell_peers(conversation: Conversation) -> None:
    """Say what is ready, once, to herself alone: nobody who fills a questionnaire with her hears it."""
    person = conversation.person
    if person is None or conversation.address.held_by is not None:
        return
    if person.withdrawn_at or not consents.consents_of(conversation.db, person.id).get("bot"):
        return
    for echo in echoes.to_tell(conversation.db, person.id):
        conversation.put(intent(echo, person.language), "repeat")
        echoes.told(conversation.db, echo.id, conversation.now)


def intent(echo: echoes.Echo, language: str | None) -> dict[str, Any]:
    """What is told; words in her language where the animator gave them so, else in French."""
    words = [(language if language in texts else SOURCE, texts) for texts in echo.words]
    return {
        "kind": "peers",
        "phrase": "peers_tell",
        "questionnaire": echo.questionnaire,
        "strengths": list(echo.strengths),
        "words": [{"language": spoken, "text": texts[spoken or SOURCE]} for spoken, texts in words],
    }
