"""Whatever a bot sends, it gets an answer of the Bot API and never a broken server."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.arguments import Arguments
from sandbox.contract import PARAMETERS
from sandbox.errors import ApiError
from sandbox.methods import call
from sandbox.sandbox import Sandbox
from tests.sandbox.driver import BOT, CAST, SITI
from tests.sandbox.spec import faults_of_answer

NAMES = """type text chat_id message_id media caption command description url keyboard inline_keyboard offset
    length callback_data user_id web_app copy_text parse_mode entities"""
VALUES = "default chat photo document bold HTML <b>a</b> 5 https://bkn.go.id tg://user?id=5 attach://a"
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
WORDS = st.sampled_from(NAMES.split()), st.sampled_from(VALUES.split())
NONSENSE = st.recursive(
    SCALARS | WORDS[1],
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS[0], inner, max_size=4),
    max_leaves=8,
)
CALLS = st.sampled_from(sorted(PARAMETERS.keys() - {"getUpdates"})).flatmap(
    lambda method: st.tuples(
        st.just(method), st.dictionaries(st.sampled_from([*PARAMETERS[method], "x"]), NONSENSE)
    )
)


async def outcome(box: Sandbox, method: str, asked: dict[str, Any]) -> str:
    try:
        result = await call(box, method, Arguments(asked))
    except ApiError as refusal:
        return refusal.description
    return "; ".join(faults_of_answer(method, result)) or "taken"


@settings(max_examples=300, deadline=None)
@given(asked=CALLS, addressed=st.booleans())
async def test_nonsense_is_refused_in_words_or_taken_as_the_specification_allows(
    asked: tuple[str, dict[str, Any]], *, addressed: bool
) -> None:
    box = Sandbox(CAST, BOT)
    for phone in box.phones:
        phone.started = True
    await call(box, "sendMessage", Arguments({"chat_id": SITI, "text": "a"}))
    method, parameters = asked
    target = {"chat_id": SITI, "from_chat_id": SITI, "message_id": 1} if addressed else {}
    told = await outcome(box, method, {**parameters, **target})
    assert told.startswith(("taken", "Bad Request: ", "Forbidden: ", "Too Many Requests: ", "Not Found"))
