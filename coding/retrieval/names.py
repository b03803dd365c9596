"""What the names in a query stand for in a study: ids, those of codes and actors looked up once."""

from functools import cached_property

from django.db import connection
from django.db.models import QuerySet

from coding.retrieval.query import NOBODY
from interviews.models import Study

OF_STUDY = """
    SELECT true, key, id::text, parent_id::text FROM coding_code WHERE study_id = %(study)s
    UNION ALL SELECT false, code, id::text, NULL FROM interviews_actor WHERE study_id = %(study)s
"""


class Names:
    """Of one study, for one query. Both methods raise LookupError with the first name that there is none of."""

    def __init__(self, study: Study):
        self.study = study

    @cached_property
    def _all(self) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(OF_STUDY, {"study": self.study.pk})
            return cursor.fetchall()

    def codes(self, keys: tuple[str, ...], *, below: bool) -> set:
        """The ids of the codes of these keys; with `below` of all codes under them, too."""
        found = _of(keys, {key: pk for is_code, key, pk, _parent in self._all if is_code})
        if not below:
            return found
        while more := {pk for _is, _key, pk, parent in self._all if parent in found} - found:
            found |= more
        return found

    def actors(self, codes: tuple[str, ...]) -> set:
        """The ids of the actors of these codes."""
        return _of(codes, {code: pk for is_code, code, pk, _parent in self._all if not is_code})


def known(rows: QuerySet, field: str, values: tuple[str, ...]) -> set:
    """The ids of the rows of these names. Raises LookupError with the first that there is none of."""
    sane = [value for value in values if value != NOBODY and "\x00" not in value]
    found = rows.order_by().filter(**{f"{field}__in": sane}).values_list(field, "pk")
    return _of(values, dict(found))


def _of(values: tuple[str, ...], ids: dict) -> set:
    wanted = [value for value in values if value != NOBODY]
    if left := [value for value in wanted if value not in ids]:
        raise LookupError(left[0][:80])
    return {ids[value] for value in wanted}
