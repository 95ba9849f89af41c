"""The walk that each foreign client's bot must pass, played by Siti over HTTP."""

import time
from typing import Any

from tests.sandbox.driver import SITI
from tests.sandbox.serving import Served

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8cfc0f01f0005000101ff5f6d2b480000000049454e44ae426082"
)
SECONDS = 10.0


def wait_for(served: Served, text: str) -> Any:
    """The newest message whose text or caption is this, as soon as the bot has sent or edited it."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for message in reversed(served.messages(SITI)):
            if not message["outgoing"] and text in {message.get("text"), message.get("caption")}:
                return message
        time.sleep(0.02)
    raise AssertionError(f"the bot never said {text!r}: {[m.get('text') for m in served.messages(SITI)]}")


def walk(served: Served) -> None:
    """Start by deep link, press a button, share the contact, send a file and a picture."""
    served.person(SITI, "start", payload="abc-123")
    asked = wait_for(served, "Selamat datang abc-123")
    assert asked["entities"][0]["type"] == "bold"
    served.person(SITI, "press", message_id=asked["message_id"], data="mutasi")
    edited = wait_for(served, "Tidak ada usulan")
    assert edited["message_id"] == asked["message_id"]
    served.person(SITI, "contact")
    wait_for(served, "Nomor 628990000901 milik sendiri")
    served.hand_in(SITI, "sk.txt", b"isi surat", "text/plain")
    answer = wait_for(served, "sk.txt berisi 9 bita")
    file = served.http.get(f"/phone/files/{answer['document']['file_id']}")
    assert file.content == b"isi surat"
    served.hand_in(SITI, "p.png", PICTURE, "image/png")
    assert wait_for(served, "Gambar 1x1")["photo"][0]["width"] == 1
