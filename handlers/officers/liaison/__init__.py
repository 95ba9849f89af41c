"""`/penghubung`: liaisons reach on paper whom no message reaches, and record what these people wish."""

from handlers.officers.liaison import concern
from handlers.officers.liaison.cards import print_card, print_unit, send_list
from handlers.officers.liaison.home import begin_search, show_home, show_unit, take_search
from handlers.officers.liaison.person import show_person
from handlers.officers.liaison.places import BACK, CONCERN, FIND, WHO, WORD
from handlers.officers.liaison.recording import (
    ask_answer,
    record_away,
    record_told,
    take_receipt,
    take_word,
    undo,
)
from handlers.table import Route

ROUTES: tuple[Route, ...] = (
    Route(answer=show_home, who=WHO, commands=("penghubung", "liaison"), action="li", menu="command.liaison"),
    Route(answer=show_unit, who=WHO, action="li_unit"),
    Route(answer=begin_search, who=WHO, action="li_find"),
    Route(answer=show_person, who=WHO, action="li_one"),
    Route(answer=print_card, who=WHO, action="li_card"),
    Route(answer=print_unit, who=WHO, action="li_cards"),
    Route(answer=send_list, who=WHO, action="li_list"),
    Route(answer=record_told, who=WHO, action="li_told"),
    Route(answer=record_away, who=WHO, action="li_away"),
    Route(answer=ask_answer, who=WHO, action="li_ack"),
    Route(answer=concern.choose, who=WHO, action="li_say"),
    Route(answer=concern.begin, who=WHO, action="li_about"),
    Route(answer=undo, who=WHO, action="li_undo"),
    Route(answer=take_search, who=WHO, flow=FIND),
    Route(answer=take_word, who=WHO, flow=WORD),
    Route(answer=concern.take, who=WHO, flow=CONCERN),
    Route(answer=take_receipt, who=WHO, flow=BACK),
)
