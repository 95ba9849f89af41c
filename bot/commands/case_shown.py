"""A case on the terminal, and for programs: neither names its sender."""

from bot.commands.speaking import console, say, text
from domain.concerns.records import Case, Entry, Side


def show_case(case: Case) -> None:
    """The thread, oldest line first."""
    say(
        "commands.case.head",
        number=case.number,
        about=text(f"commands.case.concern.{case.concern}"),
        mode=text(f"commands.case.mode.{case.mode}"),
        status=text(f"commands.case.status.{case.status}"),
        alias=text("commands.case.alias", alias=case.alias),
        due=f"{case.answer_due_on:%d-%m-%Y}",
    )
    for entry in case.entries:
        say("commands.case.line", who=_who(case, entry), on=f"{entry.on:%d-%m-%Y}")
        console.print(entry.text or text("commands.case.wants_contact"))
        for file in entry.files:
            say("commands.case.attached", file=file.id, kind=file.kind, size=str(-(-file.size // 1024)))


def report(case: Case, *, thread: bool = False) -> dict[str, object]:
    """What a list or a program is given of a case."""
    told: dict[str, object] = {
        "number": case.number,
        "alias": case.alias,
        "concern": case.concern,
        "mode": case.mode,
        "desk": case.desk,
        "status": case.status,
        "opened_on": case.opened_on,
        "answer_due_on": case.answer_due_on,
        "rating": case.rating,
    }
    if thread:
        told["thread"] = [
            {
                "side": one.side,
                "kind": one.kind,
                "on": one.on,
                "text": one.text,
                "files": [{"id": file.id, "kind": file.kind, "bytes": file.size} for file in one.files],
            }
            for one in case.entries
        ]
    return told


def _who(case: Case, entry: Entry) -> str:
    if entry.side is Side.SENDER:
        return text("commands.case.alias", alias=case.alias)
    return text(f"commands.case.kind.{entry.kind}")
