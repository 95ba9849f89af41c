"""The declared table: every way in, who may use it, and whose thing its argument names.

Commands and buttons stand in `test_access.PROMISED`; here is what is not said there. A route that is missing
from either fails the build.
"""

from domain.actors import Role
from domain.linking.desk import FLOW as LINKING
from handlers.table import OFFICIALS, Who
from tests.handlers.test_access import PROMISED

_PLANNING = frozenset({Role.OFFICER, Role.PLANNER, Role.APPROVER})
_LIAISING = frozenset({Role.OFFICER, Role.LIAISON})
# Questions that wait for typed words, and who may answer them.
FLOWS: dict[str, Who] = {
    LINKING: "anyone",
    "concern": "linked",
    "concern_receipt": "linked",
    "concern_line": "linked",
    "objection": "linked",
    "objection_day": "linked",
    "objection_signed": "linked",
    "correction": "linked",
    "wish_search": "linked",
    "wish_constraint": "linked",
    "wish_interests": "linked",
    "quiet_hours": "linked",
    "proof": OFFICIALS,
    **dict.fromkeys(("ti_find", "ti_saying", "ti_canned", "ti_seal", "ti_lane"), Role.OFFICER),
    "ad_who": Role.AUDITOR,
    **dict.fromkeys(("kb_find", "kb_write"), Role.OFFICER),
    **dict.fromkeys(("im_files", "pr_place", "plans_new", "plans_adopt"), Role.PLANNER),
    **dict.fromkeys(("li_find", "li_word", "li_concern", "li_back"), _LIAISING),
    **dict.fromkeys(("wv_statuses", "pr_find", "pr_write"), _PLANNING),
    "va_find": _PLANNING | _LIAISING,
    "au_find": Role.ADMINISTRATOR,
    "au_unit": Role.ADMINISTRATOR,
}
# Whose thing the argument of a button names. A button of a role names things of that office: whoever may use
# it sees them, and nobody else does.
OWN = frozenset(
    (
        "concern",
        "concern_case",
        "concern_file",
        "concern_withdraw",
        "concern_rate",
        "concern_add",
        "concern_edit",
        "concern_reopen",
        "card",
        "history",
        "why",
        "objection",
        "benefits",
        "correct",
        "wish",
        "wish_list",
        "constraint",
        "chances",
        "considered",
        "swap",
        "swaps",
        "profile",
        "withdraw",
        "unlink",
        "news",
        "checkin",
        "views",
        "privacy",
        "link_me",
        "link_not_me",
        "link_deny",
        "rate",
        "form_drop",
    )
)
NOBODYS = frozenset(
    (
        # An officer's own lock, whatever their role.
        "au_desk",
        "au_lock",
        "au_proof",
        "concern_new",
        "concern_about",
        "concern_modes",
        "concern_closed",
        "concern_contact",
        "concern_write",
        "concern_form",
        "concern_code",
        "data",
        "wishes",
        "wish_agree",
        "wish_add",
        "wish_find",
        "wish_unit",
        "readiness",
        "interests",
        "verify",
        "settings",
        "ask",
        "answer",
        "ask_none",
        "link",
        "link_notice",
        "link_full",
        "link_agree",
        "link_decline",
        "link_again",
        "contact",
        "language",
        "menu",
        "more",
        "help",
        "*",
    )
)

# What these show is read by others than those who may do it: they open the same thing by another button.
READ_BY: dict[str, frozenset[Role]] = {"pr_edit": _PLANNING}


def readers(action: str) -> frozenset[Role]:
    """The roles that see what a button of the office shows."""
    who = PROMISED[action]
    return READ_BY.get(action) or (who if isinstance(who, frozenset) else frozenset({Role(who)}))


def whose(action: str) -> str:
    """`own`, `office`, or `nobody`; KeyError where nothing is declared."""
    if action in OWN:
        return "own"
    if action in NOBODYS:
        return "nobody"
    if PROMISED[action] in {"anyone", "linked"}:
        raise KeyError(f"say in rules.py whose thing {action} names")
    return "office"


def ways() -> dict[str, Who]:
    """Everything: `/command`, `action`, and `flow:` with its name."""
    return PROMISED | {f"flow:{name}": who for name, who in FLOWS.items()}
