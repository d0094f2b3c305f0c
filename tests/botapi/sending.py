"""Methods that put a message into a chat."""

from .calls import Call, Json
from .chats import Chat
from .files import StoredFile
from .formatting import CAPTION_LIMIT, TEXT_LIMIT, formatted, utf16
from .keyboards import accept_markup, is_inline, read_markup
from .media import hear
from .refusals import bad
from .world import Account, World

CHAT_ACTIONS = frozenset(
    {"typing", "choose_sticker", "find_location"}
    | {f"{verb}_{what}" for verb in ("record", "upload") for what in ("video", "voice", "audio", "video_note")}
    | {"upload_photo", "upload_document"}
)
ATTACHED = "attach://"


def send_message(world: World, account: Account, call: Call) -> Json:
    """Answer sendMessage."""
    return _deliver(world, account, call, read_text(call))


def send_voice(world: World, account: Account, call: Call) -> Json:
    """Answer sendVoice: OGG/Opus, MP3 and M4A stay voices, other uploads become audio or document."""
    return _send_file(world, account, call, "voice")


def send_audio(world: World, account: Account, call: Call) -> Json:
    """Answer sendAudio."""
    return _send_file(world, account, call, "audio")


def send_photo(world: World, account: Account, call: Call) -> Json:
    """Answer sendPhoto."""
    return _send_file(world, account, call, "photo")


def send_document(world: World, account: Account, call: Call) -> Json:
    """Answer sendDocument."""
    return _send_file(world, account, call, "document")


def send_chat_action(world: World, account: Account, call: Call) -> bool:
    """Answer sendChatAction."""
    action = call.text("action").lower()
    if action not in CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    chat = world.chat_of(account, call)
    chat.actions.append(action)
    chat.touch()
    return True


def _send_file(world: World, account: Account, call: Call, kind: str) -> Json:
    file = read_file(world, account, call, kind, kind)
    return _deliver(world, account, call, read_caption(call), file)


def read_text(call: Call) -> Json:
    """Return text and entities as message fields; the length is checked when the chat is known."""
    if not call.text("text"):
        raise bad("message text is empty")
    given = call.structure("entities", "MessageEntity")
    text, entities = formatted(call.text("text"), call.text("parse_mode"), given)
    if not text:
        raise bad("text must be non-empty")
    return {"text": text} | ({"entities": entities} if entities else {})


def read_caption(call: Call) -> Json:
    """Return caption and entities as message fields, none when there is no caption."""
    given = call.structure("caption_entities", "MessageEntity")
    text, entities = formatted(call.text("caption"), call.text("parse_mode"), given)
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def accept_words(words: Json) -> None:
    """Refuse a text or caption that is too long."""
    if utf16(words.get("text", "")) > TEXT_LIMIT:
        raise bad("message is too long")
    if utf16(words.get("caption", "")) > CAPTION_LIMIT:
        raise bad("message caption is too long")


def read_file(world: World, account: Account, call: Call, name: str, kind: str) -> StoredFile:
    """Return the file a parameter means: uploaded beside it, attached under a name, or known by id."""
    upload = call.files.get(name)
    given = call.text(name)
    if upload is None and given.startswith(ATTACHED):
        upload = call.files.get(given.removeprefix(ATTACHED))
        if upload is None:
            raise bad(f"can't find file {given!r} in the request")
    if upload is None and not given:
        raise bad(f"there is no {kind} in the request")
    if upload is None:
        return world.files.reuse(account.id, given, kind)
    if not upload.content:
        raise bad("file must be non-empty")
    return world.files.keep(_real_kind(kind, upload.content), upload.content, upload.name)


def _real_kind(kind: str, content: bytes) -> str:
    if kind not in ("voice", "audio"):
        return kind
    sound = hear(content)
    if sound is None:
        return "document"
    return kind if kind == "audio" or sound.is_voice else "audio"


def file_fields(world: World, account: Account, file: StoredFile) -> Json:
    """Return the message field that carries a file."""
    return {file.kind: world.files.describe(file, account.id)}


def _deliver(world: World, account: Account, call: Call, words: Json, file: StoredFile | None = None) -> Json:
    markup = read_markup(call)
    chat = world.chat_of(account, call)
    if file is not None and file.kind == "voice" and not chat.accepts_voices:
        raise bad("VOICE_MESSAGES_FORBIDDEN")
    accept_words(words)
    accept_markup(markup)
    message: Json = {"from": account.user, "chat": chat.described, "date": world.now()}
    message |= _topic_fields(chat, call) | _reply_fields(chat, call) | words
    if file is not None:
        message |= file_fields(world, account, file)
    if call.flag("protect_content"):
        message["has_protected_content"] = True
    if is_inline(markup):
        message["reply_markup"] = markup
    elif markup is not None:
        chat.reply_keyboard = markup if "keyboard" in markup else None
    return chat.add(message)


def _topic_fields(chat: Chat, call: Call) -> Json:
    thread = call.integer("message_thread_id")
    if not thread:
        return {}
    if thread not in chat.topics:
        raise bad("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply_fields(chat: Chat, call: Call) -> Json:
    wanted = call.structure("reply_parameters", "reply parameters")
    if wanted is None:
        return {}
    if not isinstance(wanted, dict) or "message_id" not in wanted:
        raise bad('can\'t find field "message_id"')
    if not isinstance(wanted["message_id"], int):
        raise bad('field "message_id" must be of type Number')
    replied = chat.existing(wanted["message_id"])
    if replied is not None:
        return {"reply_to_message": {key: value for key, value in replied.items() if key != "reply_to_message"}}
    if not wanted.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return {}
