"""`/profil`: what is kept about oneself, the consents, and the way out."""

from domain.linking.records import Account, Purpose
from domain.people import Person
from domain.work import Store
from handlers.buttons import Button
from handlers.linking_notice import text_version
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup, moment

_SHOWN_DIGITS = 3


async def show_profile(visit: Visit) -> None:
    """Masked where a glance over the shoulder would tell too much."""
    person, account = visit.own, visit.account
    if account is None:
        raise LookupError("a linked person has an account")
    consents = await visit.call(visit.office.accounts.consents, visit.user_id)
    job_class = await visit.call(_job_class, visit.office.store, person)
    phrase = await visit.call(visit.office.phrases.own, person.id, now=visit.now)
    unknown = visit.say("profile.unknown")
    await visit.edit(
        "profile.text",
        buttons=_buttons(account),
        protect=True,
        name=person.full_name,
        nip=_masked(person.nip),
        unit=person.unit,
        position=person.position,
        job_class=unknown if job_class is None else job_class,
        grade=person.grade or unknown,
        phone=_masked(person.phone) if person.phone else unknown,
        phrase=phrase,
        linked=moment(visit.language, account.linked_at, visit.office.zone),
        seen=moment(visit.language, account.last_seen_at, visit.office.zone),
        consents=_consents(visit, {one: bool(consents.get(one)) for one in Purpose}),
    )


async def withdraw(visit: Visit) -> None:
    """Ask which consent, then take it back at once."""
    asked = visit.pressed.arg if visit.pressed else ""
    if asked == Purpose.LINKING:
        await ask_unlink(visit)
    elif asked in set(Purpose):
        await visit.call(
            visit.office.accounts.withdraw,
            visit.user_id,
            Purpose(asked),
            text_version=text_version(visit.office.words),
            now=visit.now,
        )
        await visit.toast("profile.withdrawn")
        await show_profile(visit)
    else:
        consents = await visit.call(visit.office.accounts.consents, visit.user_id)
        given = [one for one in Purpose if consents.get(one)]
        choices = [Button(f"profile.withdraw.{one}", "withdraw", one) for one in given]
        await visit.edit(
            "profile.withdraw",
            buttons=[*([one] for one in choices), [Button("button.back", "profile")]],
        )


async def ask_unlink(visit: Visit) -> None:
    confirmed = visit.pressed is not None and visit.pressed.arg == "yes"
    if not confirmed:
        buttons = [[Button("button.unlink_yes", "unlink", "yes"), Button("button.back", "profile")]]
        await visit.edit("profile.unlink", buttons=buttons)
        return
    await visit.call(
        visit.office.accounts.withdraw,
        visit.user_id,
        Purpose.LINKING,
        text_version=text_version(visit.office.words),
        now=visit.now,
    )
    await visit.edit("profile.unlinked", buttons=[[Button("button.menu", "menu")]])


def _buttons(account: Account) -> list[list[Button]]:
    return [
        [Button("button.withdraw", "withdraw"), Button("button.unlink", "unlink")],
        # One tap, as a theft of the session demands; so the label says what it does.
        [Button("button.not_me", "link_not_me", str(account.id))],
        [Button("button.contact", "contact"), Button("button.menu", "menu")],
    ]


def _consents(visit: Visit, consents: dict[Purpose, bool]) -> Markup:
    lines = [
        visit.say(
            "profile.consent.granted" if granted else "profile.consent.refused",
            purpose=visit.say(f"profile.purpose.{purpose}"),
        )
        for purpose, granted in consents.items()
    ]
    return visit.say("profile.consents", listed=visit.office.words.joined(*lines))


def _job_class(store: Store, person: Person) -> int | None:
    with store.read() as work:
        position = work.organisation.position(person.unit_id, person.position)
    return position.job_class if position else None


def _masked(text: str) -> str:
    return "•" * (len(text) - _SHOWN_DIGITS) + text[-_SHOWN_DIGITS:]


ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_profile,
        who="linked",
        commands=("profil", "profile"),
        action="profile",
        menu="command.profile",
    ),
    Route(answer=withdraw, who="linked", action="withdraw", toasts=True),
    Route(answer=ask_unlink, who="linked", action="unlink"),
)
