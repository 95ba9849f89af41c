"""Chats themselves: what they are, who is in them, pinned messages."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.cast import Json
from sandbox.chats import Chat
from sandbox.errors import bad_request
from sandbox.reach import known_chat, message_in, open_chat
from sandbox.sandbox import Sandbox

GIFTS = ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"]
RIGHTS = [
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
]


def get_chat(box: Sandbox, args: Arguments) -> Json:
    chat = known_chat(box, args)
    gifts = dict.fromkeys(GIFTS, False)
    info = box.chat_object(chat) | {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    if chat.pinned:
        info["pinned_message"] = chat.messages[chat.pinned[-1]].body
    return info | {"accepted_gift_types": gifts}


def get_chat_member(box: Sandbox, args: Arguments) -> Json:
    chat, user_id = known_chat(box, args), args.number("user_id")
    if not box.phones.find(user_id) and user_id != box.bot.id:
        raise bad_request("user not found" if user_id else "invalid user_id specified")
    return member_object(box, chat, user_id)


def member_object(box: Sandbox, chat: Chat, user_id: int) -> Json:
    """A ChatMember; a person who is not in the group has left it."""
    user = box.user_object(user_id)
    if user_id == box.bot.id and not chat.is_private:
        if chat.bot_status == "administrator":
            return {
                "status": "administrator",
                "user": user,
                "can_be_edited": False,
                **dict.fromkeys(RIGHTS, True),
            }
        banned = {"until_date": 0} if chat.bot_status == "kicked" else {}
        return {"status": chat.bot_status, "user": user, **banned}
    inside = user_id in chat.members or chat.is_private
    return {"status": "member" if inside else "left", "user": user}


def get_chat_member_count(box: Sandbox, args: Arguments) -> int:
    return len(known_chat(box, args).members) + 1


def pin_chat_message(box: Sandbox, args: Arguments) -> bool:
    chat = open_chat(box, args)
    message_id = message_in(chat, args, "pin").body["message_id"]
    chat.pinned = [known for known in chat.pinned if known != message_id] + [message_id]
    box.chats.save(chat)
    return True


def unpin_chat_message(box: Sandbox, args: Arguments) -> bool:
    chat = open_chat(box, args)
    given = args.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if given not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(given)
    box.chats.save(chat)
    return True


def unpin_all_chat_messages(box: Sandbox, args: Arguments) -> bool:
    chat = open_chat(box, args)
    chat.pinned.clear()
    box.chats.save(chat)
    return True


def leave_chat(box: Sandbox, args: Arguments) -> bool:
    chat = open_chat(box, args)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    box.chats.save(chat)
    return True


METHODS: dict[str, Any] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "leaveChat": leave_chat,
}
