"""Methods about the bot itself: who it is, what it is called, its commands."""

import re
from typing import Any

from .calls import Call, Json
from .refusals import bad
from .world import Account, World

# Bot API, BotCommand: 1-32 lowercase letters, digits and underscores; description 1-256 characters.
COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
DESCRIPTION_LIMIT = 256
# Bot API, setMyCommands: "At most 100 commands".
COMMANDS_LIMIT = 100
# Bot API: longest name, description and short description.
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, account: Account, call: Call) -> Json:
    """Answer getMe."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return account.user | abilities


def set_my_commands(world: World, account: Account, call: Call) -> bool:
    """Answer setMyCommands, kept for each language and scope."""
    commands = call.structure("commands", "commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands: expected an Array")
    if len(commands) > COMMANDS_LIMIT:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not isinstance(command, dict) or not COMMAND.fullmatch(str(command.get("command", ""))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= DESCRIPTION_LIMIT:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    account.settings[_commands_key(call)] = commands
    return True


def get_my_commands(world: World, account: Account, call: Call) -> list[Any]:
    """Answer getMyCommands."""
    return list(account.settings.get(_commands_key(call), []))


def delete_my_commands(world: World, account: Account, call: Call) -> bool:
    """Answer deleteMyCommands."""
    account.settings.pop(_commands_key(call), None)
    return True


def _commands_key(call: Call) -> str:
    return f"commands/{call.text('scope')}/{call.text('language_code')}"


def set_my_text(world: World, account: Account, call: Call) -> bool:
    """Answer setMyName, setMyDescription and setMyShortDescription."""
    name = _text_name(call)
    if len(call.text(name)) > TEXT_LIMITS[name]:
        raise bad(f"bot {name.replace('_', ' ')} is too long")
    account.settings[f"{name}/{call.text('language_code')}"] = call.text(name)
    return True


def get_my_text(world: World, account: Account, call: Call) -> Json:
    """Answer getMyName, getMyDescription and getMyShortDescription."""
    name = _text_name(call)
    return {name: account.settings.get(f"{name}/{call.text('language_code')}", "")}


def _text_name(call: Call) -> str:
    spelled = call.method.removeprefix("setmy").removeprefix("getmy")
    return "short_description" if spelled == "shortdescription" else spelled


def accept(world: World, account: Account, call: Call) -> bool:
    """Answer a method that changes nothing here, such as setChatMenuButton."""
    return True
