"""The methods this emulator answers, by their lower-case names."""

from collections.abc import Callable
from typing import Any

from . import editing, profile, receiving, sending
from .calls import Call
from .refusals import RefusedError
from .world import Account, World

Method = Callable[[World, Account, Call], Any]

METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setmyname": profile.set_my_text,
    "getmyname": profile.get_my_text,
    "setmydescription": profile.set_my_text,
    "getmydescription": profile.get_my_text,
    "setmyshortdescription": profile.set_my_text,
    "getmyshortdescription": profile.get_my_text,
    "setchatmenubutton": profile.accept,
    "logout": profile.accept,
    "close": profile.accept,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "answercallbackquery": receiving.answer_callback_query,
    "getfile": receiving.get_file,
    "getchat": receiving.get_chat,
    "sendmessage": sending.send_message,
    "sendvoice": sending.send_voice,
    "sendaudio": sending.send_audio,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_text,
    "editmessagecaption": editing.edit_caption,
    "editmessagereplymarkup": editing.edit_markup,
    "editmessagemedia": editing.edit_media,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
}


async def perform(world: World, account: Account, call: Call) -> Any:
    """Return a call's result, or refuse it."""
    if call.method == "getupdates":
        return await receiving.get_updates(world, account, call)
    method = METHODS.get(call.method)
    if method is None:
        raise RefusedError(404, "Not Found: method not found")
    return method(world, account, call)
