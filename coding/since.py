"""What changed on a transcript since an act, row by row: a page that is open asks this every few seconds."""

from django.db import connection
from django.db.models import F

from coding.mentioning import for_the_pane
from coding.models import Coding, Link, Memo
from coding.screen import codes_told
from coding.seeing import others_are_seen
from ground.acts import settled
from interviews.models import Study, Transcript

MOST_ACTS = 200
TABLES = {"codings": "coding_coding", "links": "coding_link", "memos": "coding_memo"}
BESIDES = {"codes": "coding_code", "reviews": "review"}
ANY = "SELECT EXISTS (SELECT FROM ground_act WHERE study_id = %s AND number > %s)"
COUNT = """
    SELECT count(*) FROM (
        SELECT FROM ground_act WHERE study_id = %s AND number > %s AND number <= %s LIMIT %s
    ) AS acts
"""
TOUCHED = """
    SELECT DISTINCT event.relation, event.row_id::text
    FROM ground_act act JOIN ground_event event ON event.act_id = act.id
    WHERE act.study_id = %(study)s AND act.number > %(after)s AND act.number <= %(until)s
      AND event.relation IN ('coding_coding', 'coding_link', 'coding_memo', 'coding_code')
    UNION SELECT 'review', coalesce(review.coding_id, review.link_id)::text
    FROM ground_act act JOIN ground_event event ON event.act_id = act.id
    LEFT JOIN coding_reply reply ON event.relation = 'coding_reply' AND reply.id = event.row_id
    JOIN coding_review review ON review.id = coalesce(reply.review_id, event.row_id)
    WHERE act.study_id = %(study)s AND act.number > %(after)s AND act.number <= %(until)s
      AND event.relation IN ('coding_review', 'coding_reply')
"""
PLACE = {"start": F("passage__start"), "end": F("passage__end")}
JUDGED = ("id", "polarity", "status", "coder", "in_scope", "recheck", "speaker")
OF_CODING = (*JUDGED, "code", "about_actor")
OF_LINK = (*JUDGED, "from_actor", "to_actor", "form", "regularity")
OF_MEMO = ("id", "kind", "text", "author", "coding", "link")


def since(study: Study, transcript: Transcript, after: int, *, by) -> dict:
    """Rows of the transcript that acts after number `after` touched, as they are now, and the ids of those now gone.

    With them the codes of the study that these acts touched.
    `after` in the answer is what to ask with next; `all` says that so much was done that
    everything is better read anew.
    """
    if not _one(ANY, study.pk, after):
        return {"after": after}
    until = settled(study)
    acts = _one(COUNT, study.pk, after, until, MOST_ACTS + 1)
    if acts == 0:
        return {"after": after}
    if acts > MOST_ACTS:
        return {"after": after, "all": True, "codes": codes_told(study)}
    touched = _touched(study, after, until)
    codings = _rows(Coding, transcript, touched["codings"], study, by).values(*OF_CODING, **PLACE)
    links = _rows(Link, transcript, touched["links"], study, by).values(*OF_LINK, **PLACE)
    memos = _memos(study, transcript, touched["memos"], by)
    told = {"codings": list(codings), "links": list(links), "memos": memos}
    there = {str(row["id"]) for rows in told.values() for row in rows}
    gone = sorted({row for kind in TABLES for row in touched[kind]} - there)
    reviewed = sorted(touched["reviews"]) if others_are_seen(study, by) else []
    codes = codes_told(study, list(touched["codes"])) if touched["codes"] else []
    return {"after": until, **told, "gone": gone, "reviewed": reviewed, "codes": codes}


def _one(statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _touched(study: Study, after: int, until: int) -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"study": study.pk, "after": after, "until": until})
        found = cursor.fetchall()
    kinds = TABLES | BESIDES
    return {kind: {row for relation, row in found if relation == table} for kind, table in kinds.items()}


def _rows(model, transcript: Transcript, ids: set[str], study: Study, by):
    found = model.objects.live().filter(pk__in=ids, passage__transcript=transcript)
    return found if others_are_seen(study, by) else found.filter(coder=by)


def _memos(study: Study, transcript: Transcript, ids: set[str], by) -> list[dict]:
    if not ids:
        return []
    here = Memo.objects.visible_to(by).of_study(study).filter(pk__in=ids, trashed_at__isnull=True)
    here = here if others_are_seen(study, by) else here.filter(author=by)
    on_text = ("passage__transcript", "coding__passage__transcript", "link__passage__transcript")
    found = (here.filter(**{path: transcript}).values(*OF_MEMO, **PLACE) for path in on_text)
    told = [row for rows in found for row in rows]
    for_the_pane(study, told)
    return told


def number_of(said: str, most: int = 2**63 - 1) -> int:
    """A number that a page tells; whatever else it tells is 0."""
    return min(int(said), most) if said.isascii() and said.isdecimal() and len(said) < 20 else 0
