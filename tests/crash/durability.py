"""R17: what is committed is on the disk, by the settings in force on every connection that is used."""

from pathlib import Path

from bot.wall_clock import wall_now
from domain.outbox import Announcement
from tests.crash.history import BROADCAST
from tests.crash.report import Report
from tests.crash.watching import WANTED
from tests.crash.world import wait_for, world


def run(url: str, workers: int, *, seed: int) -> Report:
    """Let workers send and handle, and look at each connection each time it is handed out."""
    roles = ("pushed", "mailbox", "postman", "sweeper")
    with world(url, seed=seed, recipients=50, watched=True, roles=roles) as made:
        with made.store.write() as work:
            mass = Announcement(unique=BROADCAST, text_key="transfer.notice.proposed")
            work.outbox.announce(mass, now=wall_now())
            work.commit()
        for number in range(1, 101):
            made.telegram.mail.add(number, number)
        made.start(workers)
        wait_for(lambda: made.open_rows() == 0 and made.scalar("SELECT count(*) FROM effect") == 100, 30)
        made.stop()
        seen = [file.read_text().splitlines() for file in Path(made.plan.folder).glob("seen.*")]
        wanted = " ".join(f"{name}={value}" for name, value in WANTED[made.store.engine.dialect.name].items())
        lines = [line for file in seen for line in file]
        report = made.reports({"connections handed out": len(lines)})
        report.expect(len(lines) > 100, "too few connections were looked at")
        report.expect(set(lines) == {wanted}, f"in force were {set(lines)}")
        return report
