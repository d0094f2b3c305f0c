"""Coming in by the button in a Flashcoop's group: it leads everybody to her own question, and lets nobody join."""

from bot.turns.conversation import Conversation
from storage import addresses, cohorts, people

GROUP_LINK = "g-"  # what a group's button carries before the Flashcoop's code; no invitation has a « - »


def of_group(conversation: Conversation, token: str) -> bool:
    """Whether somebody who touched the button in a Flashcoop's group is of that Flashcoop; nobody joins by it."""
    known = addresses.people_at(conversation.db, conversation.address.id)
    if not known:
        conversation.note("no_invitation")
        conversation.say("need_link")
        return False
    code = token.removeprefix(GROUP_LINK)
    hers = {each for one in known for each in people.cohorts_of(conversation.db, one)}
    if code not in {cohorts.cohort_by_id(conversation.db, each).code for each in hers}:
        conversation.note("other_flashcoop")
        conversation.say("other_flashcoop")
        return False
    if len(known) == 1:
        conversation.sit_down(known[0])
    return True
