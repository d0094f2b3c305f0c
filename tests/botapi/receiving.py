"""Methods by which a bot gets what people did."""

import asyncio
from typing import Any

from .calls import Call, Json
from .refusals import OTHER_POLL, QUERY_TOO_OLD, WEBHOOK_ACTIVE, bad, conflict
from .updates import BATCH_LIMIT
from .webhooks import CONNECTIONS, Postman, Webhook, valid_secret
from .world import QUERY_SECONDS, Account, World

# The server's own ceiling for the long poll's timeout, in seconds.
POLL_LIMIT = 50
# Bot API, answerCallbackQuery, text: "0-200 characters".
TOAST_LIMIT = 200


async def get_updates(world: World, account: Account, call: Call) -> list[Any]:
    """Answer getUpdates; a second long poll ends the first with 409, as a webhook does with every one.

    So does the real server (tdlib/telegram-bot-api, Client::do_get_updates and abort_long_poll), which
    also slows down bots that hurry; this one does not.
    """
    if account.postman is not None:
        raise conflict(WEBHOOK_ACTIVE)
    kinds = call.structure("allowed_updates", "allowed_updates")
    if isinstance(kinds, list):
        account.updates.allow(str(kind) for kind in kinds)
    if call.integer("offset"):
        account.updates.confirm(call.integer("offset"))
    limit = call.integer("limit", BATCH_LIMIT)
    limit = limit if 1 <= limit <= BATCH_LIMIT else BATCH_LIMIT
    if not len(account.updates):
        await _wait(world, account, min(call.integer("timeout"), POLL_LIMIT))
    return account.updates.batch(limit)


def _end_poll(account: Account, reason: str) -> None:
    if account.poll is not None and not account.poll.done():
        account.poll.set_exception(conflict(reason))
    account.poll = None


async def _wait(world: World, account: Account, seconds: float) -> None:
    if seconds <= 0:
        return
    _end_poll(account, OTHER_POLL)
    arrival = account.poll = account.updates.bell.waiter()
    patience = world.clock.timer(seconds)
    try:
        await asyncio.wait({arrival, patience}, return_when=asyncio.FIRST_COMPLETED)
        if arrival.done():
            arrival.result()
    finally:
        patience.cancel()
        arrival.cancel()
        if account.poll is arrival:
            account.poll = None


def set_webhook(world: World, account: Account, call: Call) -> bool:
    """Answer setWebhook: updates are posted from now on, here also to an address without TLS."""
    if not call.text("url"):
        return delete_webhook(world, account, call)
    secret = call.text("secret_token")
    if secret and not valid_secret(secret):
        raise bad("secret token contains unallowed characters")
    kinds = call.structure("allowed_updates", "allowed_updates")
    if isinstance(kinds, list):
        account.updates.allow(str(kind) for kind in kinds)
    delete_webhook(world, account, call)
    webhook = Webhook(call.text("url"), secret, call.integer("max_connections", CONNECTIONS))
    account.postman = Postman(webhook, account.updates, world.clock)
    _end_poll(account, "terminated by setWebhook request")
    return True


def delete_webhook(world: World, account: Account, call: Call) -> bool:
    """Answer deleteWebhook."""
    if account.postman is not None:
        account.postman.stop()
        account.postman = None
    if call.flag("drop_pending_updates"):
        account.updates.clear()
    return True


def get_webhook_info(world: World, account: Account, call: Call) -> Json:
    """Answer getWebhookInfo."""
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(account.updates),
    }
    if account.updates.allowed is not None:
        info["allowed_updates"] = sorted(account.updates.allowed)
    return info | (account.webhook.described() if account.webhook else {})


def answer_callback_query(world: World, account: Account, call: Call) -> bool:
    """Answer answerCallbackQuery; an invented or old query is refused."""
    asked = account.queries.get(call.text("callback_query_id"))
    if asked is None or world.clock.now() - asked[0] > QUERY_SECONDS:
        raise bad(QUERY_TOO_OLD)
    text = call.text("text")
    if len(text) > TOAST_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    chat = account.chats[asked[1]]
    toast = {"query": call.text("callback_query_id"), "text": text, "alert": call.flag("show_alert")}
    chat.toasts.append(toast)
    chat.touch()
    return True


def get_file(world: World, account: Account, call: Call) -> Json:
    """Answer getFile."""
    if not call.text("file_id"):
        raise bad("file_id not specified")
    return world.files.publish(account.id, call.text("file_id"))


def get_chat(world: World, account: Account, call: Call) -> Json:
    """Answer getChat for a private chat."""
    described = world.chat_of(account, call).described
    return described | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}


NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
