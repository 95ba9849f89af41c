"""Which jobs of a scheduler are running, so that it can be stopped without cutting them off."""

import asyncio

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_SUBMITTED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.pauses import rest


class UnderWay:
    """Listens to a scheduler whose jobs are coroutines of one instance each; made before it starts.

    The scheduler itself cancels what is running, and logs each as an error.
    """

    def __init__(self, scheduler: AsyncIOScheduler) -> None:
        self._jobs: set[str] = set()
        self._none_left = asyncio.Event()
        self._none_left.set()
        scheduler.add_listener(self._note, EVENT_JOB_SUBMITTED | EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)

    async def end(self, within: float) -> None:
        """Wait until no job is running, at most so many seconds."""
        await rest(self._none_left, within)

    def _note(self, event: JobEvent) -> None:
        if event.code == EVENT_JOB_SUBMITTED:
            self._jobs.add(event.job_id)
            self._none_left.clear()
            return
        self._jobs.discard(event.job_id)
        if not self._jobs:
            self._none_left.set()
