"""What the person's own record adds to an answer: "kapan TMT saya?" asks for a date, not for a definition."""

from collections.abc import Callable, Mapping

from domain.transfers import Stage, TransferCard
from handlers.card import effective
from handlers.visit import Visit
from locales.words import Markup

Fact = Callable[[Visit, TransferCard], Markup]


def _dates(visit: Visit, card: TransferCard) -> Markup:
    return visit.say("own.effective", effective=effective(visit, card))


def _stage(visit: Visit, card: TransferCard) -> Markup:
    current = next((step.stage for step in card.timeline if step.is_current), Stage.PROPOSED)
    return visit.say(f"transfer.now.{current}")


def _posts(visit: Visit, card: TransferCard) -> Markup:
    proposal = card.proposal
    return visit.say(
        "own.posts",
        from_position=proposal.origin.position,
        from_unit=proposal.origin.unit,
        to_position=proposal.target.position,
        to_unit=proposal.target.unit,
    )


def _classes(visit: Visit, card: TransferCard) -> Markup:
    unknown = visit.say("transfer.unknown")
    before, after = card.proposal.origin.job_class, card.proposal.target.job_class
    return visit.say(
        "own.classes",
        before=unknown if before is None else before,
        after=unknown if after is None else after,
    )


_OF_THE_PROPOSAL: Mapping[str, tuple[Fact, ...]] = {
    "tmt": (_dates, _stage),
    "decree_when": (_dates, _stage),
    "start_statement": (_dates,),
    "stages": (_stage,),
    "track_progress": (_stage, _dates),
    "what_is_proposal": (_stage,),
    "change_or_cancel": (_stage,),
    "pertek": (_stage,),
    "same_position": (_posts,),
    "directions": (_posts,),
    "job_class": (_classes,),
    "tpp_change": (_classes,),
}
_OF_THE_RECORD = frozenset({"tenure_min", "tenure_max"})


async def own_facts(visit: Visit, entry_id: str) -> Markup:
    """The lines about the person that belong to an entry; empty for a stranger, and where none does."""
    if visit.person is None:
        return Markup()
    if entry_id in _OF_THE_RECORD:
        return _tenure(visit)
    wanted = _OF_THE_PROPOSAL.get(entry_id)
    if wanted is None:
        return Markup()
    card = (await visit.call(visit.office.transfers.own, visit.own.id, now=visit.now)).current
    if card is None:
        return visit.say("own.no_proposal")
    return visit.say("own.title", listed=visit.office.words.joined(*(fact(visit, card) for fact in wanted)))


def _tenure(visit: Visit) -> Markup:
    since = visit.own.position_since
    if since is None:
        return visit.say("own.tenure_unknown")
    return visit.say("own.title", listed=visit.say("own.tenure", position=visit.own.position, since=since))
