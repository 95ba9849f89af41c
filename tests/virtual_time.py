"""A loop whose clock jumps to the next thing to do: hours pass in a moment, and always in the same way."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Jumping(selectors.SelectSelector):
    """Waits for nothing: what the loop would have waited is added to its clock."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everybody waits for ever"
            self.passed += max(0.0, timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Only for what needs neither threads nor sockets."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.passed

    def stand_still(self, seconds: float) -> None:
        """The process was stopped, or swapped out, or its machine was: time went on without it."""
        self._jumping.passed += seconds


def virtually(play: Coroutine[Any, Any, T]) -> T:
    """Run in virtual time."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(play)
    finally:
        loop.close()


def this_loop() -> VirtualLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    return loop
