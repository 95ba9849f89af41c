"""What a scenario found."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Figures in words, and every promise that was broken."""

    figures: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def expect(self, holds: bool, promise: str) -> None:  # noqa: FBT001 -- reads as a sentence
        if not holds:
            self.broken.append(promise)
