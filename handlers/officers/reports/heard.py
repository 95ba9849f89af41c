"""What people said after a wave and what came of it (Anda bilang, kami ubah), in words for everybody."""

from domain.reports.records import Heard
from domain.standing.cases import CaseCount, all_cases
from locales.words import Words


def said_heard(words: Words, language: str, wave: str, heard: Heard) -> str:
    """The body of an announcement. Small numbers are words, and what is not known stands nowhere."""
    lines = [words.plain(language, "heard.opening", wave=wave), ""]
    if heard.cases:
        total = all_cases(heard.cases)
        lines.append(
            words.plain(
                language,
                "heard.cases",
                received=total.received,
                answered=total.answered,
                in_time=total.in_time,
            )
        )
        lines += [
            words.plain(language, "heard.kind", kind=_kind(words, language, one), count=one.received)
            for one in heard.cases
        ]
    else:
        lines.append(words.plain(language, "heard.few"))
    lines.append("")
    for name in ("corrected", "given_up", "wishes_met"):
        count = getattr(heard, name)
        number = words.plain(language, "report.few") if count is None else count
        lines.append(words.plain(language, f"report.heard.{name}", number=number))
    return "\n".join([*lines, "", words.plain(language, "heard.closing")])


def _kind(words: Words, language: str, one: CaseCount) -> str:
    key = "heard.others" if one.concern is None else f"concern.kind.{one.concern}"
    return words.plain(language, key)
