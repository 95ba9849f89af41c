"""Updates that arrive together are kept in one transaction: the commit is what costs."""

import asyncio
from collections.abc import Callable

from bot.intake import keep_accepted
from domain.inbox import Accepted
from domain.work import StoreAway
from handlers.office import Office

AT_MOST = 64
_COLLECT_SECONDS = 0.003

Waiting = tuple[Accepted, "asyncio.Future[None]"]


class GroupCommit:
    """While one group is being committed the next one gathers; whoever comes alone waits for nobody."""

    def __init__(self, office: Office, kept: Callable[[], None]) -> None:
        self._office = office
        self._kept = kept
        self._waiting: list[Waiting] = []
        self._wake = asyncio.Event()

    async def keep(self, one: Accepted) -> None:
        """Return once it is committed; raise StoreAway when it is not."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, done))
        self._wake.set()
        await done

    async def run(self) -> None:
        """Commit for as long as anybody may come."""
        had_company = False
        while True:
            await self._wake.wait()
            if had_company and len(self._waiting) < AT_MOST:
                await asyncio.sleep(_COLLECT_SECONDS)
            group, self._waiting = self._waiting[:AT_MOST], self._waiting[AT_MOST:]
            if not self._waiting:
                self._wake.clear()
            had_company = len(group) > 1
            await self._commit(group)

    async def _commit(self, group: list[Waiting]) -> None:
        updates, now = [one for one, _ in group], self._office.clock()
        try:
            await self._office.run_short(lambda: keep_accepted(self._office.store, updates, now=now))
        except StoreAway as away:
            self._answer(group, away)
        else:
            self._kept()
            self._answer(group, None)

    def _answer(self, group: list[Waiting], fault: StoreAway | None) -> None:
        for _, done in group:
            if done.done():
                continue  # its caller has hung up; Telegram will send it again and it will be known
            if fault is None:
                done.set_result(None)
            else:
                done.set_exception(fault)
