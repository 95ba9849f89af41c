"""The route of a transfer (domain.md 1.7)."""

from domain.actors import Role
from domain.proposals import Status
from domain.route import ENDS, needs_note, next_steps

# What the table says follows what; being published is two officers' act and no step of this route.
_PRESCRIBED = {
    Status.PROPOSED: {Status.COMPETENCY, Status.BOARD},
    Status.COMPETENCY: {Status.BOARD},
    Status.BOARD: {Status.PPK_APPROVED},
    Status.PPK_APPROVED: {Status.MENDAGRI_CONSENT, Status.PERTEK},
    Status.MENDAGRI_CONSENT: {Status.PERTEK},
    Status.PERTEK: {Status.RETURNED, Status.REJECTED, Status.DECREE},
    Status.RETURNED: {Status.PERTEK},
    Status.DECREE: {Status.INAUGURATION, Status.START_STATEMENT},
    Status.INAUGURATION: {Status.START_STATEMENT},
    Status.START_STATEMENT: {Status.EFFECTIVE},
    Status.EFFECTIVE: {Status.EVALUATION},
}


def test_the_route_leads_where_the_table_says_and_nowhere_else() -> None:
    for status in Status:
        forward = set(next_steps(status)) - {Status.CANCELLED}

        assert forward == _PRESCRIBED.get(status, set()), status


def test_every_transfer_that_has_not_taken_effect_can_be_withdrawn() -> None:
    withdrawable = {status for status in Status if Status.CANCELLED in next_steps(status)}

    assert withdrawable == set(Status) - ENDS - {Status.EFFECTIVE}


def test_withdrawing_what_people_know_of_is_the_approvers_and_a_draft_is_the_planners() -> None:
    assert next_steps(Status.DRAFT)[Status.CANCELLED] is Role.PLANNER
    assert {next_steps(one)[Status.CANCELLED] for one in _PRESCRIBED if one is not Status.EFFECTIVE} == {
        Role.APPROVER
    }


def test_what_ends_a_transfer_against_the_proposal_is_said_why() -> None:
    assert {status for status in Status if needs_note(status)} == {
        Status.RETURNED,
        Status.REJECTED,
        Status.CANCELLED,
    }


def test_every_status_after_publication_can_be_reached_from_it() -> None:
    reached, ahead = {Status.PROPOSED}, [Status.PROPOSED]
    while ahead:
        for following in next_steps(ahead.pop()):
            if following not in reached:
                reached.add(following)
                ahead.append(following)

    assert reached == set(Status) - {Status.DRAFT, Status.NEED_ANALYSIS, Status.ASPIRATION}
