"""The transfer card put into words: from where to where, why, how far, and who decides."""

from domain.proposals import Placement, Proposal
from domain.transfers import Stage, Step, TransferCard
from handlers.visit import Visit
from locales.words import Markup


def card_facts(visit: Visit, card: TransferCard) -> dict[str, Markup]:
    """Everything that `transfer.card.*` is filled with."""
    current = next((step.stage for step in card.timeline if step.is_current), Stage.PROPOSED)
    return {
        "addressee": visit.addressee,
        "sides": _sides(visit, card),
        "timeline": timeline(visit, card.timeline),
        "now": visit.say(f"transfer.now.{current}"),
    }


def timeline(visit: Visit, steps: tuple[Step, ...]) -> Markup:
    """Tick what is behind, mark where it is, leave open what is ahead."""
    position = next((number for number, step in enumerate(steps) if step.is_current), len(steps))
    lines = [_step(visit, step, is_behind=number < position) for number, step in enumerate(steps)]
    return visit.office.words.joined(*lines)


def kind(visit: Visit, proposal: Proposal) -> Markup:
    direction = visit.say(f"transfer.kind.{proposal.direction}")
    return visit.say("transfer.kind.own_request", kind=direction) if proposal.own_request else direction


def _step(visit: Visit, step: Step, *, is_behind: bool) -> Markup:
    stage = visit.say(f"transfer.stage.{step.stage}")
    if not step.is_current and not is_behind:
        return visit.say("transfer.step.ahead", stage=stage)
    if step.entered_on is None:
        return visit.say("transfer.step.current" if step.is_current else "transfer.step.done", stage=stage)
    key = "transfer.step.current_since" if step.is_current else "transfer.step.done_on"
    return visit.say(key, stage=stage, day=step.entered_on)


def _sides(visit: Visit, card: TransferCard) -> Markup:
    proposal = card.proposal
    return visit.say(
        "transfer.sides",
        **_side(visit, "from", proposal.origin),
        **_side(visit, "to", proposal.target),
        kind=kind(visit, proposal),
        effective=effective(visit, card),
        reason=proposal.reason or visit.say("transfer.unknown"),
    )


def _side(visit: Visit, side: str, placement: Placement) -> dict[str, str | int]:
    unknown = visit.say("transfer.unknown")
    return {
        f"{side}_position": placement.position,
        f"{side}_unit": placement.unit,
        f"{side}_location": placement.location or unknown,
        f"{side}_class": unknown if placement.job_class is None else placement.job_class,
    }


def effective(visit: Visit, card: TransferCard) -> Markup:
    """The planned effective date (TMT) and how far off it is."""
    planned = card.proposal.planned_effective_on
    if planned is None:
        return visit.say("transfer.unknown")
    if card.days_left is None:
        return visit.say("transfer.effective.past", day=planned)
    if card.days_left == 0:
        return visit.say("transfer.effective.today", day=planned)
    return visit.say("transfer.effective.ahead", day=planned, count=card.days_left)
