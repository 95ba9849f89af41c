"""What a person does in a chat, and the updates it causes for the bot."""

import re
from dataclasses import dataclass
from typing import Any

from sandbox.cast import Json
from sandbox.chats import Chat, Kept
from sandbox.entities import detected
from sandbox.files import StoredFile, Upload
from sandbox.media_content import media_fields
from sandbox.methods.polls import is_over
from sandbox.methods.rooms import member_object
from sandbox.phones import Phone
from sandbox.polls import Poll
from sandbox.reach import without_reply
from sandbox.sandbox import Sandbox
from sandbox.text import utf16_length

TEXT_CHARACTERS = 4096
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class CannotDo(Exception):  # reads as what the person is told
    """The telephone itself would not let the person do this."""


@dataclass(frozen=True)
class Hand:
    """One person's hand on one chat."""

    box: Sandbox
    phone: Phone
    chat: Chat

    def write(self, text: str) -> Json:
        if not text.strip():
            raise CannotDo("There is nothing to send.")
        if utf16_length(text) > TEXT_CHARACTERS:
            raise CannotDo(f"A message holds {TEXT_CHARACTERS} characters.")
        entities = detected(text, [])
        keyboard = self.chat.keyboard or {}
        if keyboard.get("one_time_keyboard") and text in _labels(keyboard):
            self._put_keyboard_away()
        return self.say({"text": text} | ({"entities": entities} if entities else {}))

    def start(self, payload: str) -> Json:
        """Open the bot by a deep link, or by its start button when there is no payload."""
        if not PAYLOAD.fullmatch(payload):
            raise CannotDo("A deep link carries up to 64 of A-Z a-z 0-9 _ and -.")
        if self.phone.blocked:
            self.block(blocked=False)
        return self.write(f"/start {payload}".strip())

    def say(self, content: Json) -> Json:
        """Send a message with this content; the bot hears of it if it may."""
        if self.phone.blocked and self.chat.is_private:
            raise CannotDo("Unblock the bot first.")
        if self.phone.gone:
            raise CannotDo("This account has been deleted.")
        if self.chat.is_private and not self.phone.started:
            self.phone.started = True
            self.box.phones.save(self.phone)
        body = {
            "message_id": self.box.chats.next_id(self.chat),
            "from": self.phone.as_user(),
            "chat": self.box.chat_object(self.chat),
            "date": self.box.now(),
            **content,
        }
        kept = Kept(body, self.phone.id)
        self.box.keep(self.chat, kept, "phone")
        if self._is_heard(body):
            self.box.limits.heard_from(self.chat.id)
            self.box.updates.add("message", body, f"chat/{self.chat.id}")
        return body

    def _is_heard(self, body: Json) -> bool:
        """In a group where it is no administrator a bot hears commands and replies to itself only."""
        if self.chat.is_private or self.chat.bot_status == "administrator":
            return True
        if self.chat.bot_status != "member":
            return False
        author = body.get("reply_to_message", {}).get("from", {})
        first: Json = next(iter(body.get("entities", [])), {})
        return author.get("id") == self.box.bot.id or (
            first.get("type") == "bot_command" and first.get("offset") == 0
        )

    def _put_keyboard_away(self) -> None:
        self.chat.keyboard = None
        self.box.chats.save(self.chat)

    def press(self, message_id: int, data: str) -> str:
        """Press an inline button; the id of the query is returned."""
        kept = self.message(message_id)
        rows = kept.body.get("reply_markup", {}).get("inline_keyboard", [])
        if data not in {button.get("callback_data") for row in rows for button in row}:
            raise CannotDo("The message has no such button.")
        if self.phone.blocked and self.chat.is_private:
            raise CannotDo("Unblock the bot first.")
        query_id = self.box.callbacks.press(self.phone.id, self.chat.id)
        query = {
            "id": query_id,
            "from": self.phone.as_user(),
            "message": kept.body,
            "chat_instance": str(self.chat.id * 7919),
            "data": data,
        }
        self.box.limits.heard_from(self.chat.id)
        self.box.updates.add("callback_query", query, f"user/{self.phone.id}")
        return query_id

    def message(self, message_id: int) -> Kept:
        kept = self.chat.messages.get(message_id)
        if kept is None:
            raise CannotDo("There is no such message any more.")
        return kept

    def share_contact(self, of: Phone, *, forwarded: bool) -> Json:
        """Send a contact card, one's own by the keyboard's button or anybody's, or one forwarded."""
        person = of.person
        card = {"phone_number": person.phone, "first_name": person.first_name, "user_id": of.id}
        content: Json = {"contact": card | ({"last_name": person.last_name} if person.last_name else {})}
        if forwarded:
            content["forward_origin"] = {"type": "user", "date": self.box.now(), "sender_user": of.as_user()}
        elif of is self.phone and (asked := self._asking_message()):
            content["reply_to_message"] = without_reply(asked.body)
            if (self.chat.keyboard or {}).get("one_time_keyboard"):
                self._put_keyboard_away()
        return self.say(content)

    def _asking_message(self) -> Kept | None:
        return self.chat.messages.get(self.chat.keyboard_from or 0) if self.chat.keyboard else None

    def send_file(self, upload: Upload, caption: str, *, as_document: bool) -> Json:
        """Send a picture as a photo, unless it is sent as a file, and everything else as a document."""
        kind = "photo" if upload.mime.startswith("image/") and not as_document else "document"
        stored: StoredFile = self.box.files.store(upload, kind)
        return self.say(media_fields(stored, kind, {}) | ({"caption": caption} if caption else {}))

    def vote(self, message_id: int, options: list[int]) -> Json:
        """Choose options of a poll; none takes the vote back."""
        kept = self.message(message_id)
        poll = self.box.polls.find(kept.body.get("poll", {}).get("id", ""))
        if poll is None:
            raise CannotDo("This message is no poll.")
        self._check_vote(poll, options)
        chosen = sorted(set(options))
        if chosen:
            poll.votes[str(self.phone.id)] = chosen
        else:
            poll.votes.pop(str(self.phone.id), None)
        shown = self.box.polls.save(poll)
        kept.body = kept.body | {"poll": shown}
        self.box.chats.keep(self.chat, message_id, kept)
        self.box.show(self.chat, "edit", kept)
        self._tell_of_vote(shown, chosen)
        return shown

    def _check_vote(self, poll: Poll, options: list[int]) -> None:
        body = poll.body
        if is_over(self.box, poll):
            raise CannotDo("This poll is closed.")
        if any(option not in range(len(body["options"])) for option in options):
            raise CannotDo("The poll has no such option.")
        if len(options) > 1 and not body["allows_multiple_answers"]:
            raise CannotDo("This poll takes one answer.")
        if str(self.phone.id) in poll.votes and not body["allows_revoting"]:
            raise CannotDo("The vote stands.")

    def _tell_of_vote(self, poll: Json, chosen: list[int]) -> None:
        poll_id = poll["id"]
        if not poll["is_anonymous"]:
            answer: dict[str, Any] = {"poll_id": poll_id, "user": self.phone.as_user(), "option_ids": chosen}
            answer["option_persistent_ids"] = [str(option) for option in chosen]
            self.box.updates.add("poll_answer", answer, f"voter/{self.phone.id}")
        self.box.updates.add("poll", poll, f"poll/{poll_id}")

    def block(self, *, blocked: bool) -> None:
        """Block or unblock the bot in the private chat; the bot hears of it once."""
        if self.phone.blocked == blocked:
            return
        self.phone.blocked = blocked
        self.box.phones.save(self.phone)
        self.box.stream.tell([self.phone.id], "blocked", blocked=blocked)
        user = self.box.bot.as_user()
        member = {"status": "member", "user": user}
        banned = {"status": "kicked", "user": user, "until_date": 0}
        self._tell_of_membership(*((member, banned) if blocked else (banned, member)))

    def _tell_of_membership(self, old: Json, new: Json) -> None:
        change = {
            "chat": self.box.chat_object(self.chat),
            "from": self.phone.as_user(),
            "date": self.box.now(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self.box.updates.add("my_chat_member", change, f"membership/{self.chat.id}")

    def set_bot_status(self, status: str) -> None:
        """Make the bot a member, an administrator, or kick it out of a group."""
        old = member_object(self.box, self.chat, self.box.bot.id)
        self.chat.bot_status = status
        self.box.chats.save(self.chat)
        self._tell_of_membership(old, member_object(self.box, self.chat, self.box.bot.id))


def _labels(keyboard: Json) -> set[str]:
    return {button["text"] for row in keyboard.get("keyboard", []) for button in row}
