"""The routes of `/tiket`."""

from domain.actors import Role
from handlers.officers.cases import acting, canned, case, group, lane_desk, queue, saying, unsealing
from handlers.officers.cases.places import CANNED, FIND, LANE, SAYING, SEAL
from handlers.table import Route

ROUTES: tuple[Route, ...] = (
    Route(
        answer=queue.show_queue,
        who=Role.OFFICER,
        commands=("tiket", "cases"),
        action="ti",
        menu="command.cases",
    ),
    Route(answer=queue.choose, who=Role.OFFICER, action="ti_by"),
    Route(answer=queue.ask_number, who=Role.OFFICER, action="ti_find"),
    Route(answer=queue.take_number, who=Role.OFFICER, flow=FIND),
    Route(answer=case.show_case, who=Role.OFFICER, action="ti_case"),
    Route(answer=case.send_file, who=Role.OFFICER, action="ti_file"),
    Route(answer=acting.act, who=Role.OFFICER, action="ti_act"),
    Route(answer=saying.begin, who=Role.OFFICER, action="ti_say"),
    Route(answer=saying.answer_button, who=Role.OFFICER, action="ti_form"),
    Route(answer=saying.take, who=Role.OFFICER, flow=SAYING),
    Route(answer=canned.pick, who=Role.OFFICER, action="ti_pick"),
    Route(answer=canned.manage, who=Role.OFFICER, action="ti_canned"),
    Route(answer=canned.take, who=Role.OFFICER, flow=CANNED),
    Route(answer=unsealing.begin, who=Role.OFFICER, action="ti_seal"),
    Route(answer=unsealing.take, who=Role.OFFICER, flow=SEAL),
    Route(answer=lane_desk.show_lanes, who=Role.OFFICER, action="ti_lane"),
    Route(answer=lane_desk.show_item, who=Role.OFFICER, action="ti_item"),
    Route(answer=lane_desk.answer_button, who=Role.OFFICER, action="ti_answer"),
    Route(answer=lane_desk.take, who=Role.OFFICER, flow=LANE),
    Route(answer=group.show_group, who=Role.ADMINISTRATOR, action="ti_group"),
)
