"""Opening a seal with two officers in the chat.

The form is fleeting, under the key of the hour, and leaves no draft. A message with a passphrase is deleted
from the chat before anything is done with it, and the passphrase goes from the message to the desk: no form,
no log and no message of ours holds it. The name is shown once, to the officer who agreed, and not kept.
"""

from functools import partial

from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.refusals import ConcernTooLong, NotEnrolled, PassphraseWrong, UnsealingReasonNeeded
from domain.concerns.sealing import Proof
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.second_factor.records import SecondFactorNeeded
from handlers.buttons import Button
from handlers.concerns.unsent import holds_unsent
from handlers.forms import begin_form, closed, go_to, open_form, text_in
from handlers.officers.cases.places import DESK, SEAL, case_button, parts_of
from handlers.visit import Visit

_REASON, _CHECK, _PASSPHRASE, _APPROVE = "reason", "check", "passphrase", "approve"
_REASON_AT_MOST = 600


async def begin(visit: Visit) -> None:
    """Ask for the reason, or show the reason that a colleague has given."""
    number, asked, _ = parts_of(visit)
    if asked:
        await _go_on(visit, number, asked)
        return
    if await holds_unsent(visit):
        return
    seals = visit.office.cases.seals
    waits = await visit.call(seals.prepare, number, by=visit.actor, now=visit.now)
    ask = Button("case_desk.button.ask_unseal", "ti_seal", f"{number}.ask")
    if waits is None:
        rows = [[ask], [case_button(number), DESK]]
        await visit.edit("case_desk.unseal", buttons=rows, protect=True, number=number)
        return
    is_own = waits.requested_by == visit.own.id
    agree = [] if is_own else [Button("case_desk.button.agree_unseal", "ti_seal", f"{number}.agree")]
    rows = [[*agree, ask], [case_button(number), DESK]]
    await visit.edit(
        "case_desk.unseal.own" if is_own else "case_desk.unseal.waits",
        buttons=rows,
        protect=True,
        number=number,
        reason=waits.reason,
        day=waits.requested_on,
    )


async def take(visit: Visit) -> None:
    """The reason, then the passphrase; a message with a passphrase is deleted first of all."""
    form = open_form(visit, SEAL)
    if visit.message is None:
        raise FormMovedOn
    if form.step in {_PASSPHRASE, _APPROVE}:
        await _take_passphrase(visit, form, visit.message.message_id)
        return
    reason = visit.text.strip()
    if not reason:
        raise UnsealingReasonNeeded
    if len(reason) > _REASON_AT_MOST:
        raise ConcernTooLong(limit=min(_REASON_AT_MOST, TEXT_AT_MOST))
    await go_to(visit, SEAL, _CHECK, reason=reason)
    number = text_in(form, "number")
    rows = [
        [Button("case_desk.button.go_unseal", "ti_seal", f"{number}.passphrase")],
        [Button("case_desk.button.rewrite", "ti_seal", f"{number}.ask"), case_button(number)],
    ]
    await visit.reply("case_desk.unseal.check", buttons=rows, protect=True, number=number, reason=reason)


async def _go_on(visit: Visit, number: str, asked: str) -> None:
    await visit.call(visit.office.cases.seals.prepare, number, by=visit.actor, now=visit.now)
    back = [[case_button(number)]]
    if asked == "ask":
        if await holds_unsent(visit):
            return
        await begin_form(visit, SEAL, _REASON, is_fleeting=True, number=number)
        await visit.edit("case_desk.unseal.reason", buttons=back, protect=True, number=number)
    elif asked == "passphrase":
        form = open_form(visit, SEAL)
        if form.step != _CHECK or text_in(form, "number") != number:
            raise FormMovedOn
        await go_to(visit, SEAL, _PASSPHRASE)
        await visit.edit("case_desk.unseal.passphrase", buttons=back, protect=True, number=number)
    elif asked == "agree":
        if await holds_unsent(visit):
            return
        await begin_form(visit, SEAL, _APPROVE, is_fleeting=True, number=number)
        await visit.edit("case_desk.unseal.passphrase", buttons=back, protect=True, number=number)
    else:
        raise FormMovedOn


async def _take_passphrase(visit: Visit, form: Conversation, message_id: int) -> None:
    erased = await visit.erase(message_id)
    number, proof = text_in(form, "number"), Proof(visit.actor, visit.text)
    seals, user, now = visit.office.cases.seals, visit.user_id, visit.now
    back = [[case_button(number), DESK]]
    stays = "" if erased else visit.say("case_desk.unseal.not_erased")
    try:
        if form.step == _PASSPHRASE:
            reason = text_in(form, "reason")
            await visit.office.run(partial(seals.request, number, reason, proof, form_of=user, now=now))
            closed(visit)
            await visit.reply(
                "case_desk.unseal.asked", buttons=back, protect=True, number=number, stays=stays
            )
            return
        person = await visit.office.run(partial(seals.approve, number, proof, form_of=user, now=now))
    except SecondFactorNeeded:
        # What is typed is never kept to be done later, as other acts are: it is the passphrase.
        again = Button("case_desk.button.unseal", "ti_seal", number)
        await visit.reply("case_desk.unseal.anew", buttons=[[again], *back], protect=True, stays=stays)
        return
    except (PassphraseWrong, NotEnrolled) as refusal:
        cause = visit.say(refusal.key, **refusal.facts)
        await visit.reply("case_desk.unseal.refused", buttons=back, protect=True, cause=cause, stays=stays)
        return
    closed(visit)
    await visit.reply(
        "case_desk.unseal.opened",
        buttons=back,
        protect=True,
        number=number,
        name=person.full_name,
        nip=person.nip,
        unit=person.unit,
        stays=stays,
    )
