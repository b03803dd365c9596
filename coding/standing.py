"""What stands in the way of undoing an act: what was done since to the same rows, and has not been undone itself."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ground.models import Act
from interviews.models import Study

UNDOABLE = ["coding_coding", "coding_link", "coding_memo", "coding_code", "coding_savedsearch"]
UNDOABLE += ["interviews_interview"]
# What is written about a row or with it: its table, the columns that name its author and that row, and what ends it.
BUILT_ON = (
    ("coding_memo", "author_id", "coding_id", "trashed_at"),
    ("coding_memo", "author_id", "link_id", "trashed_at"),
    ("coding_memo", "author_id", "code_id", "trashed_at"),
    ("coding_coding", "coder_id", "code_id", "trashed_at"),
    ("coding_code", "created_by_id", "parent_id", "retired_at"),
)
# To undo an act that made a row takes it away, from beneath what others have written with it since.
BUILT = """
    SELECT own.*, built.id, 'built' FROM own
    JOIN {table} built ON built.{column} = own.row_id AND built.{author} <> own.who_id AND built.{ended} IS NULL
    WHERE own.would_go
"""
# `what` is the row whose acts cancel each other out: the act's own, or what was written about it.
# A row that was carried to a corrected text is the same judgement still: that is not built on it.
# A second decision of the same kind leaves the row as it is, and is a judgement of it all the same.
LATER = """
    WITH own AS MATERIALIZED (
        SELECT event.act_id AS done, event.id AS event, event.row_id, event.relation, act.who_id,
               event.before IS NULL OR coalesce(event.before->>'trashed_at', event.before->>'retired_at') IS NOT NULL
               AND coalesce(event.after->>'trashed_at', event.after->>'retired_at') IS NULL AS would_go
        FROM ground_event event JOIN ground_act act ON act.id = event.act_id
        WHERE event.act_id = ANY(%(acts)s::uuid[]) AND event.relation = ANY(%(relations)s)
    ), concerned (done, event, row_id, relation, who_id, would_go, what, how) AS MATERIALIZED (
        SELECT own.*, own.row_id, 'itself' FROM own
        UNION ALL SELECT own.*, review.id, 'review' FROM own JOIN coding_review review ON review.coding_id = own.row_id
        UNION ALL SELECT own.*, review.id, 'review' FROM own JOIN coding_review review ON review.link_id = own.row_id
        UNION ALL {built}
    )
    SELECT done, event, concerned.row_id, concerned.relation, what, later.act_id FROM concerned
    JOIN ground_event later ON later.row_id = what AND later.id > event
    JOIN ground_act apart ON apart.id = later.act_id
    WHERE CASE how WHEN 'itself' THEN later.act_id <> done AND apart.verb NOT LIKE 'text.%%'
                   WHEN 'review' THEN later.before IS NULL ELSE true END
    ORDER BY event, what <> concerned.row_id, later.id
""".format(
    built=" UNION ALL ".join(
        BUILT.format(table=table, author=author, column=column, ended=ended)
        for table, author, column, ended in BUILT_ON
    )
)


class Obstacle(NamedTuple):
    """A row that an act changed, and the later act that stands on what it did."""

    relation: str
    row: uuid.UUID
    act: Act

    def words(self, *, by, study: Study) -> str:
        """Who did what and when, in the study's time, and what to do instead."""
        when = date_format(localtime(self.act.at, ZoneInfo(study.time_zone)), "DATETIME_FORMAT")
        return _sentence(self.act, mine=self.act.who_id == by.pk).format(who=_who(self.act, by), when=when)


def _who(act: Act, by) -> str:
    return _("You") if act.who_id == by.pk else str(act.who)


def _sentence(act: Act, *, mine: bool) -> str:
    if act.verb == "review.approve":
        return _("{who} approved it on {when}. Ask for a revision instead.")
    if act.verb == "review.revise":
        return _("{who} asked for a revision on {when}. Change it, and submit it again.")
    if act.verb == "review.reject":
        return _("{who} rejected it on {when}. Reply to the decision instead.")
    if act.verb.startswith("adjudication."):
        return _("{who} adjudicated this on {when}. Ask for it to be reopened.")
    if mine:
        return _("{who} worked on this later, on {when}. Undo that first.")
    if act.verb.startswith("memo."):
        return _("{who} wrote a memo about it on {when}. It stays as long as the memo does.")
    return _("{who} worked on this later, on {when}, and only they can undo that.")


def standing(later: Iterable[Act]) -> list[Act]:
    """Of acts on one row, in their order, those that still hold: an act and its undoing are as good as not done."""
    left: list[Act] = []
    for each in later:
        if left and left[-1].pk == each.undoes_id:
            left.pop()
        elif not left or left[-1].pk != each.pk:
            left.append(each)
    return left


def obstacles(acts: Iterable[Act]) -> dict[uuid.UUID, Obstacle]:
    """For each of the acts that cannot be undone now the first row in the way, in two queries.

    Of what stands on that row the latest act of someone else is named, else one's own.
    """
    who = {each.pk: each.who_id for each in acts}
    if not who:
        return {}
    found: dict[tuple, list[uuid.UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LATER, {"acts": list(who), "relations": UNDOABLE})
        for *key, act in cursor.fetchall():
            found.setdefault(tuple(key), []).append(act)
    known = Act.objects.select_related("who").in_bulk({each for acts in found.values() for each in acts})
    first: dict[uuid.UUID, Obstacle] = {}
    for (done, _event, row, relation, _what), ids in found.items():
        left = standing(known[each] for each in ids)
        if left and done not in first:
            others = [each for each in left if each.who_id != who[done]]
            first[done] = Obstacle(relation, row, (others or left)[-1])
    return first


def tips(acts: Iterable[uuid.UUID]) -> dict[uuid.UUID, Act]:
    """By act the end of its chain of undoing and redoing: what to undo next to take it back, or to do it again."""
    with connection.cursor() as cursor:
        cursor.execute(TIPS, [list(acts)])
        ends = dict(cursor.fetchall())
    known = Act.objects.in_bulk(set(ends.values()))
    return {act: known[end] for act, end in ends.items()}


TIPS = """
    WITH RECURSIVE chain (root, id) AS (
        SELECT id, id FROM unnest(%s::uuid[]) AS id
        UNION ALL
        SELECT chain.root, later.id FROM chain JOIN ground_act later ON later.undoes_id = chain.id
    )
    SELECT root, id FROM chain WHERE NOT EXISTS (SELECT FROM ground_act next WHERE next.undoes_id = chain.id)
"""
