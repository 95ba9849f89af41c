"""What of `/aspirasi` is reached how."""

from handlers.concerns import choosing, closed, home, lines, receipt, threads, writing
from handlers.concerns.places import FLOW, LINE, RECEIPT
from handlers.table import Route

_COMMANDS = ("aspirasi", "concerns")

ROUTES: tuple[Route, ...] = (
    Route(answer=receipt.open_by_command, who="linked", commands=_COMMANDS, payload=True),
    Route(answer=home.show_home, who="linked", commands=_COMMANDS, action="concern", menu="command.concern"),
    Route(answer=choosing.choose_concern, who="linked", action="concern_new"),
    Route(answer=choosing.show_concern, who="linked", action="concern_about"),
    Route(answer=choosing.choose_mode, who="linked", action="concern_modes"),
    Route(answer=closed.offer, who="linked", action="concern_closed"),
    Route(answer=closed.arrange_contact, who="linked", action="concern_contact"),
    Route(answer=writing.begin, who="linked", action="concern_write"),
    Route(answer=writing.take, who="linked", flow=FLOW),
    Route(answer=writing.answer_button, who="linked", action="concern_form"),
    Route(answer=receipt.ask_code, who="linked", action="concern_code"),
    Route(answer=receipt.take_code, who="linked", flow=RECEIPT),
    Route(answer=threads.show_case, who="linked", action="concern_case"),
    Route(answer=threads.send_file, who="linked", action="concern_file"),
    Route(answer=threads.ask_withdraw, who="linked", action="concern_withdraw"),
    Route(answer=threads.rate, who="linked", action="concern_rate"),
    Route(answer=lines.begin_add, who="linked", action="concern_add"),
    Route(answer=lines.begin_edit, who="linked", action="concern_edit"),
    Route(answer=lines.begin_reopen, who="linked", action="concern_reopen"),
    Route(answer=lines.take, who="linked", flow=LINE),
)
