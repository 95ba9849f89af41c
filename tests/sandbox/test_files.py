"""Files in both directions, their bounds and their ids."""

import io
from typing import Any

import pytest
from PIL import Image

from sandbox.pictures import picture_size
from tests.sandbox.driver import BOT, SITI, Driver

MEGABYTE = 1024 * 1024


def picture(width: int = 640, height: int = 480, kind: str = "PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height)).save(drawn, kind)
    return drawn.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_pictures_size_is_read_from_its_first_bytes(kind: str) -> None:
    assert picture_size(picture(321, 123, kind)) == (321, 123)


def test_a_torn_picture_has_no_size() -> None:
    assert [picture_size(picture()[:20]), picture_size(b"\xff\xd8\xff"), picture_size(b"text")] == [None] * 3


async def test_a_document_comes_back_byte_for_byte(desk: Driver) -> None:
    sent = await desk.ok("sendDocument", {"document": ("sk.pdf", b"%PDF", "application/pdf")}, chat_id=SITI)
    document = sent["document"]
    found = await desk.ok("getFile", file_id=document["file_id"])
    fetched = await desk.http.get(f"/file/bot{BOT.token}/{found['file_path']}")

    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "sk.pdf",
        "application/pdf",
        4,
    )
    assert fetched.content == b"%PDF"


async def test_a_file_can_be_sent_again_by_its_id(desk: Driver) -> None:
    first = await desk.ok("sendDocument", {"document": ("a.txt", b"a")}, chat_id=SITI)
    again = await desk.ok("sendDocument", chat_id=SITI, document=first["document"]["file_id"])
    assert again["document"] == first["document"]


async def test_the_same_bytes_under_two_names_are_two_files_of_one_kind(desk: Driver) -> None:
    sent = [
        await desk.ok("sendDocument", {"document": (name, b"a")}, chat_id=SITI) for name in ("a.txt", "b.txt")
    ]
    documents = [message["document"] for message in sent]

    assert [document["file_name"] for document in documents] == ["a.txt", "b.txt"]
    assert documents[0]["file_unique_id"] == documents[1]["file_unique_id"]


async def test_a_photo_has_sizes_and_its_caption(desk: Driver) -> None:
    sent = await desk.ok(
        "sendPhoto", {"photo": ("p.png", picture())}, chat_id=SITI, caption="<b>Peta</b>", parse_mode="HTML"
    )
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(320, 240), (640, 480)]
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_videos_voice_notes_and_attached_names_are_taken(desk: Driver) -> None:
    video = await desk.ok(
        "sendVideo", {"film": ("v.mp4", b"v")}, chat_id=SITI, video="attach://film", duration=3
    )
    voice = await desk.ok("sendVoice", {"voice": ("v.ogg", b"o", "audio/ogg")}, chat_id=SITI)
    assert (video["video"]["duration"], voice["voice"]["mime_type"]) == (3, "audio/ogg")


async def test_an_album_shares_its_group(desk: Driver) -> None:
    uploads = {"a": ("a.png", picture(10, 10)), "b": ("b.png", picture(20, 20))}
    media = [{"type": "photo", "media": f"attach://{name}", "caption": name} for name in uploads]
    sent = await desk.ok("sendMediaGroup", uploads, chat_id=SITI, media=media)

    assert [message["caption"] for message in sent] == ["a", "b"]
    assert len({message["media_group_id"] for message in sent}) == 1


REFUSED: list[tuple[str, Any, dict[str, Any], str]] = [
    ("sendDocument", {"document": ("a.txt", b"")}, {}, "file must be non-empty"),
    ("sendDocument", {"document": ("a.txt", b"a")}, {"caption": "a" * 1025}, "message caption is too long"),
    ("sendPhoto", {"photo": ("p.png", b"text")}, {}, "IMAGE_PROCESS_FAILED"),
    ("sendPhoto", {"photo": ("p.png", picture(2100, 100))}, {}, "PHOTO_INVALID_DIMENSIONS"),
    (
        "sendPhoto",
        {"photo": ("p.png", b"a" * (10 * MEGABYTE + 1))},
        {},
        "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
    ),
    (
        "sendMediaGroup",
        {"a": ("a.txt", b"a"), "b": ("b.png", picture(10, 10))},
        {"media": [{"type": "document", "media": "attach://a"}, {"type": "photo", "media": "attach://b"}]},
        "documents can't be mixed with other media types in an album",
    ),
]


@pytest.mark.parametrize(("method", "uploads", "more", "reason"), REFUSED)
async def test_a_faulty_file_is_refused(
    desk: Driver, method: str, uploads: Any, more: dict[str, Any], reason: str
) -> None:
    assert await desk.refusal(method, uploads, chat_id=SITI, **more) == f"Bad Request: {reason}"


async def test_a_file_above_50_megabytes_cannot_be_sent(desk: Driver) -> None:
    upload = {"document": ("a.bin", b"a" * (50 * MEGABYTE + 1))}
    assert await desk.refusal("sendDocument", upload, chat_id=SITI) == "Request Entity Too Large"


async def test_a_document_cannot_be_sent_as_a_photo(desk: Driver) -> None:
    sent = await desk.ok("sendDocument", {"document": ("a.png", picture())}, chat_id=SITI)
    refusal = await desk.refusal("sendPhoto", chat_id=SITI, photo=sent["document"]["file_id"])
    assert refusal == "Bad Request: can't use file of type Document as Photo"


async def test_a_file_above_20_megabytes_cannot_be_fetched(desk: Driver) -> None:
    upload = {"document": ("a.bin", b"a" * (20 * MEGABYTE + 1))}
    sent = await desk.ok("sendDocument", upload, chat_id=SITI)
    refusal = await desk.refusal("getFile", file_id=sent["document"]["file_id"])
    assert refusal == "Bad Request: file is too big"


async def test_a_file_needs_the_right_token_and_path(desk: Driver) -> None:
    answers = [await desk.http.get(f"/file/bot{token}/nothing") for token in ("1:x", BOT.token)]
    assert [answer.status_code for answer in answers] == [401, 404]


async def hand_in(desk: Driver, name: str, data: bytes, mime: str, **form: str) -> Any:
    files = {"file": (name, data, mime)}
    return (await desk.http.post(f"/phone/{SITI}/file", files=files, data=form)).json()


async def test_a_person_sends_a_picture_as_a_photo_or_as_a_file(desk: Driver) -> None:
    photo = await hand_in(desk, "p.png", picture(), "image/png", caption="Surat")
    document = await hand_in(desk, "p.png", picture(), "image/png", as_document="true")
    heard = [update["message"] for update in await desk.updates()]

    assert [heard[0]["photo"][-1]["width"], heard[0]["caption"]] == [640, "Surat"]
    assert heard[1]["document"]["file_name"] == "p.png"
    assert (photo["ok"], document["ok"]) == (True, True)


async def test_pictures_show_on_the_page_and_other_files_are_saved(desk: Driver) -> None:
    photo = (await hand_in(desk, "p.png", picture(), "image/png"))["result"]["photo"][-1]
    page = (await hand_in(desk, "x.html", b"<script>", "text/html"))["result"]["document"]
    shown = await desk.http.get(f"/phone/files/{photo['file_id']}")
    saved = await desk.http.get(f"/phone/files/{page['file_id']}")

    assert shown.headers["content-type"] == "image/png"
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''x.html"
    assert "sandbox" in saved.headers["content-security-policy"]


async def test_a_broken_picture_is_refused_on_the_phone_too(desk: Driver) -> None:
    assert await hand_in(desk, "p.png", b"text", "image/png") == {
        "error": "Bad Request: IMAGE_PROCESS_FAILED"
    }
