"""The trail, and the tables that are about nobody."""

from domain.privacy.records import Grounds
from storage import tables
from storage.personal.belonging import Belongs, Deleted, Kept, as_they_stand, nobodys, of_label, of_person
from storage.personal.values import answers, own_or_not

LINES = (
    Belongs(
        table=tables.audit,
        owner=of_label(tables.audit.c.actor, tables.audit.c.subject),
        shows=(own_or_not(tables.audit.c.actor), *as_they_stand(tables.audit, "at", "action")),
        erasure=Kept(grounds=Grounds.TRAIL),
    ),
    # What the trail says of them in words opens with this key alone.
    Belongs(
        table=tables.trail_key,
        owner=of_person(tables.trail_key.c.person_id),
        shows=(answers("kept_words", tables.trail_key.c.key_sealed),),
        erasure=Deleted(),
    ),
    Belongs(
        table=tables.pilot_guest,
        owner=of_person(tables.pilot_guest.c.person_id),
        shows=as_they_stand(tables.pilot_guest, "invited_at"),
        erasure=Deleted(),
    ),
    nobodys(tables.audit_link, "the chain over the trail: numbers and keyed marks"),
    nobodys(
        tables.inbox, "found by the update's number; its body is emptied when done, its hour's key destroyed"
    ),
    nobodys(tables.outbox_text, "words that many messages share, without a fact of anybody"),
    nobodys(tables.concern, "sealed; its sender alone finds it, and reads it in the chat"),
    nobodys(tables.concern_letter, "a sealed case on its first hours"),
    nobodys(tables.concern_link, "sealed under the link itself, which is nowhere kept"),
    nobodys(tables.concern_letter_file, "a file of such a case, which its case alone opens"),
    nobodys(tables.concern_file, "a sealed case's file, which its case alone opens"),
    nobodys(
        tables.seal_officer, "an officer's key for seals, which they hold by office", others=("person_id",)
    ),
    nobodys(tables.canned_reply, "what officers say to many", others=("written_by",)),
    nobodys(tables.case_group, "the office's own group", others=("bound_by", "chat_id")),
    nobodys(tables.export, "files that left, by digest; who made one stands in the trail", others=("actor",)),
    nobodys(
        tables.second_factor,
        "an officer's lock, which they hold by office: erasing it would open what it guards",
        others=("person_id",),
    ),
    nobodys(tables.proof, "how long an officer's proof holds, at most a day", others=("person_id",)),
    nobodys(tables.pace, "the bot's own pace"),
    nobodys(tables.lease, "the workers' posts"),
    nobodys(tables.worker, "the machines at work"),
    nobodys(tables.announcement, "said to many", others=("made_by", "approved_by")),
    nobodys(
        tables.official_check, "a keyed hash of an account that may be nobody's, deleted within the hour"
    ),
    nobodys(tables.checkin_result, "sums over groups of five"),
    nobodys(tables.picture, "drawings by the digest of what is drawn, with nobody in them"),
    nobodys(tables.unit, "the organisation"),
    nobodys(tables.position, "the position map: posts and how many hold them"),
    nobodys(tables.task, "the workload analysis of posts"),
    nobodys(tables.standard, "what posts ask for"),
    nobodys(tables.travel, "minutes between places"),
    nobodys(tables.surge, "work of units", others=("reported_by",)),
    nobodys(
        tables.scenario,
        "drafts by row numbers alone; what becomes of one for a person is their proposal",
        others=("made_by",),
    ),
    nobodys(
        tables.scenario_move,
        "why a draft was drafted, by row numbers, until its wave is opened or it is dropped",
    ),
    nobodys(tables.plan_run, "a planner at work", others=("asked_by",)),
    nobodys(tables.wave, "what many proposals share", others=("requested_by", "published_by")),
    nobodys(tables.knowledge_entry, "HR's answers to everybody", others=("written_by",)),
    nobodys(tables.knowledge_rating, "counts"),
    nobodys(tables.knowledge_gap, "questions without whoever asked"),
    nobodys(tables.off_day, "the calendar"),
    nobodys(tables.send_window, "the region's hours"),
    nobodys(tables.schedule, "what recurs"),
    nobodys(tables.occurrence, "what became of it"),
    nobodys(tables.setting, "the region's decisions"),
)
