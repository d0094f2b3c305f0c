"""Methods that change or take away a message."""

from .calls import Call, Json
from .chats import Chat
from .keyboards import accept_markup, is_inline, read_markup
from .refusals import NOT_MODIFIED, bad
from .sending import accept_words, file_fields, read_caption, read_file, read_text
from .world import Account, World

# Bot API, deleteMessage: "A message can only be deleted if it was sent less than 48 hours ago".
DELETABLE_SECONDS = 48 * 3600
# Bot API, deleteMessages: "A list of 1-100 identifiers".
DELETE_LIMIT = 100
MEDIA_KINDS = ("photo", "audio", "document", "video")
FILE_FIELDS = (*MEDIA_KINDS, "voice", "video_note", "sticker")
WORDS = ("text", "entities", "caption", "caption_entities")


def edit_text(world: World, account: Account, call: Call) -> Json:
    """Answer editMessageText."""
    words, markup = read_text(call), read_markup(call)
    chat, message = _editable(world, account, call)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _change(world, chat, message, words, markup)


def edit_caption(world: World, account: Account, call: Call) -> Json:
    """Answer editMessageCaption; no caption takes it away."""
    words, markup = read_caption(call), read_markup(call)
    chat, message = _editable(world, account, call)
    if not any(name in message for name in FILE_FIELDS):
        raise bad("there is no caption in the message to edit")
    return _change(world, chat, message, words, markup)


def edit_markup(world: World, account: Account, call: Call) -> Json:
    """Answer editMessageReplyMarkup; no keyboard takes it away."""
    markup = read_markup(call)
    chat, message = _editable(world, account, call)
    words = {name: message[name] for name in WORDS if name in message}
    return _change(world, chat, message, words, markup)


def edit_media(world: World, account: Account, call: Call) -> Json:
    """Answer editMessageMedia: photo, audio, document or video, uploaded or known by id."""
    media, markup = call.structure("media", "InputMedia"), read_markup(call)
    if not isinstance(media, dict):
        raise bad("media is not specified" if media is None else "can't parse InputMedia: expected an Object")
    kind = str(media.get("type", ""))
    if kind not in MEDIA_KINDS:
        raise bad("can't parse InputMedia: Unsupported type specified")
    inner = Call(call.bot_id, call.method, media | {kind: media.get("media")}, call.files)
    words, file = read_caption(inner), read_file(world, account, inner, kind, kind)
    chat, message = _editable(world, account, call)
    if not any(name in message for name in FILE_FIELDS):
        raise bad("there is no media in the message to edit")
    if "voice" in message or "video_note" in message or "sticker" in message:
        raise bad("message can't be edited")
    return _change(world, chat, message, words | file_fields(world, account, file), markup)


def _editable(world: World, account: Account, call: Call) -> tuple[Chat, Json]:
    chat = world.chat_of(account, call)
    number = call.integer("message_id")
    if not number:
        raise bad("message identifier is not specified")
    message = chat.existing(number)
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != account.id:
        raise bad("message can't be edited")
    return chat, message


def _change(world: World, chat: Chat, message: Json, content: Json, markup: Json | None) -> Json:
    accept_words(content)
    accept_markup(markup)
    if markup is not None and not is_inline(markup):
        raise bad("inline keyboard expected")
    replaced = set(WORDS) | (set(FILE_FIELDS) if set(FILE_FIELDS) & set(content) else set())
    kept = {name: value for name, value in message.items() if name not in replaced | {"reply_markup"}}
    changed = kept | content | ({"reply_markup": markup} if markup else {})
    if changed == message:
        raise bad(NOT_MODIFIED)
    return chat.replace(changed | {"edit_date": world.now()})


def delete_message(world: World, account: Account, call: Call) -> bool:
    """Answer deleteMessage."""
    chat = world.chat_of(account, call)
    number = call.integer("message_id")
    if not number:
        raise bad("message identifier is not specified")
    message = chat.existing(number)
    if message is None:
        raise bad("message to delete not found")
    if world.now() - int(message["date"]) > DELETABLE_SECONDS:
        raise bad("message can't be deleted for everyone")
    chat.delete(number)
    return True


def delete_messages(world: World, account: Account, call: Call) -> bool:
    """Answer deleteMessages; what is not there is passed over."""
    chat = world.chat_of(account, call)
    numbers = call.integers("message_ids", "message identifiers")
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > DELETE_LIMIT:
        raise bad("too many message identifiers specified")
    for number in numbers:
        message = chat.existing(number)
        if message is not None and world.now() - int(message["date"]) <= DELETABLE_SECONDS:
            chat.delete(number)
    return True
