"""What a coder changed of a row since its last review: what whoever reads it again wants to know first."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.utils.safestring import SafeString

from coding.knowing import knowledge
from coding.models import Judgement, Review
from coding.telling import Row, changes
from interviews.models import Study

# Of each row its columns before the first act after the review, and after the last.
SINCE = """
    SELECT event.row_id, event.relation, (array_agg(event.before ORDER BY event.id))[1]::text,
           (array_agg(event.after ORDER BY event.id DESC))[1]::text
    FROM unnest(%s::uuid[], %s::uuid[]) AS asked (row_id, review_id)
    JOIN ground_event born ON born.row_id = asked.review_id AND born.before IS NULL
    JOIN ground_event event ON event.row_id = asked.row_id AND event.id > born.id
    GROUP BY event.row_id, event.relation
"""


def changed_since(study: Study, reviewed: Iterable[tuple[Judgement, Review]]) -> dict[UUID, SafeString]:
    """By id of a row, in words, what is otherwise than when it was reviewed; nothing for a row that is as it was."""
    asked = list(reviewed)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SINCE, [[row.pk for row, _ in asked], [review.pk for _, review in asked]])
        found = {row: Row(relation, json.loads(before), json.loads(after)) for row, relation, before, after in cursor}
    known = knowledge(study, found.values())
    told = {row: changes(each, known) for row, each in found.items()}
    return {row: words for row, words in told.items() if words}
