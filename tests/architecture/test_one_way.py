"""One way in and one way out: no feature receives or sends by another."""

import ast
import re
from functools import cache

import pytest

from tests.architecture.test_layers import PACKAGES, ROOT, sources, tree

OURS = tuple(package for package in PACKAGES if package != "sandbox")
# The Bot API's methods that put something into a chat or change what stands there, as PTB names them.
SPEAKING = re.compile(
    r"(send|edit_message|copy_message|forward_message|delete_message|stop_poll|pin_chat|unpin)(_\w+)?|"
    r"reply_\w+|(edit|edit_(text|caption|media|reply_markup))|answer_(inline|web_app)\w*|do_api_request"
)
# Names of PTB's that keep what belongs into the database in a process's memory.
FORGETFUL = {
    "ConversationHandler",
    "JobQueue",
    "PicklePersistence",
    "DictPersistence",
    "BasePersistence",
    "CallbackDataCache",
    "InvalidCallbackData",
    "AIORateLimiter",
    "user_data",
    "chat_data",
    "bot_data",
    "run_polling",
    "run_webhook",
    "start_polling",
    "start_webhook",
    "drop_callback_data",
}


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Every node of our own sources, and the file that it stands in."""
    return tuple(
        (str(path.relative_to(ROOT)), node) for path in sources(*OURS) for node in ast.walk(tree(path))
    )


def named(*, attribute: str, on: str = "") -> set[str]:
    """Files that call a method of that name on something whose own name matches."""
    return {
        file
        for file, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and re.fullmatch(attribute, node.func.attr)
        and re.search(on, ast.unparse(node.func.value))
    }


def test_only_a_visit_speaks_to_a_chat_by_itself() -> None:
    speaking = {
        file
        for file, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and SPEAKING.fullmatch(node.func.attr)
        and re.search(r"\b(_?bot|message|query|chat|user|shown|effective_\w+)$", ast.unparse(node.func.value))
    }

    assert speaking == {"handlers/visit.py"}


def test_only_the_postman_sends_what_changes_have_caused() -> None:
    assert named(attribute="send", on=r"(sender|direct)$") == {"bot/postman.py"}
    assert {
        file
        for file, node in nodes()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"(send|edit|copy|forward)[A-Z]\w+", node.value)
    } == {"bot/postman.py"}


def test_only_the_postman_claims_and_settles() -> None:
    assert named(attribute="claim|settle", on=r"\boutbox$") == {"bot/postman.py"}


def test_only_the_intake_asks_for_updates_through_the_bots_one_door() -> None:
    asking = named(attribute="get_updates|raw_updates")
    naming = {file for file, node in nodes() if isinstance(node, ast.Constant) and node.value == "getUpdates"}

    assert asking == {"bot/intake.py"}
    assert naming == {"bot/polled_bot.py"}


def test_only_intakes_keep_updates_and_only_the_mailbox_begins_them() -> None:
    assert named(attribute="keep", on=r"\binbox$") == {"bot/intake.py"}
    assert named(attribute="take|finish|give_back|fail|set_aside", on=r"\binbox$") == {"bot/mailbox.py"}


def test_only_the_mailbox_binds_an_update_and_lets_it_be_handled() -> None:
    binding = {file for file, node in nodes() if isinstance(node, ast.Name) and node.id == "bound_to"}

    assert binding == {"bot/mailbox.py"}
    assert named(attribute="process_update") == {"bot/serving.py"}


@pytest.mark.parametrize("name", sorted(FORGETFUL))
def test_nothing_is_remembered_in_a_process(name: str) -> None:
    using = {
        file
        for file, node in nodes()
        if (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.alias) and node.name.rpartition(".")[2] == name)
    }

    assert using == set()


def test_buttons_carry_plain_values() -> None:
    carrying = {
        file
        for file, node in nodes()
        if isinstance(node, ast.keyword) and node.arg == "arbitrary_callback_data"
    }

    assert carrying == set()


def test_ptbs_own_queues_are_left_out() -> None:
    (wiring,) = (path for path in sources("bot") if path.name == "wiring.py")
    built = [
        ast.unparse(node)
        for node in ast.walk(tree(wiring))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "build"
    ]

    assert built
    assert all(".updater(None)" in one and ".job_queue(None)" in one for one in built)
