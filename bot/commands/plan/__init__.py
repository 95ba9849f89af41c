"""`sapa plan`: from workload and competency to proposals that can be explained."""

from bot.commands.late_group import LateGroup
from bot.commands.speaking import text

_COMMANDS = (
    "workload",
    "ahead",
    "surge",
    "settings",
    "fit",
    "propose",
    "compare",
    "adopt",
    "check",
    "justify",
    "explain",
    "swaps",
)

command = LateGroup(
    "plan", modules={name: f"{__name__}.{name}" for name in _COMMANDS}, help=text("commands.plan.help")
)
