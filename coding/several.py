"""Several codes given to the same words in one go, and a code made of the informant's own words. Each is one act."""

import uuid
from collections.abc import Collection
from operator import attrgetter

from django.utils.translation import gettext as _

from coding.codebook import add_code_once
from coding.models import Code, Coding, Passage
from coding.passages import code_passage
from ground.acts import act
from ground.conflicts import Conflict
from interviews.models import Study


def code_with_several(study: Study, codes: dict[uuid.UUID, uuid.UUID], *, coder, **where) -> tuple[list[Coding], bool]:
    """Give each of `codes`, a code by the id that its coding shall have, to the same words: all or none.

    `where` as `code_passage` takes it. Returns the codings and whether any is new. Raises what `code_passage` raises.
    """
    if _all_there(codes):  # asked again: an act that does nothing is none
        return _coded(study, codes, coder, where)
    with act(coder, "coding.several", study):
        return _coded(study, codes, coder, where)


def code_in_vivo(study: Study, code: dict, *, coder, id: uuid.UUID | None = None, **where) -> tuple[Coding, Code, bool]:
    """Add a code and give it to the words it is named after. `code` as `add_code_once` takes it, with its id.

    Returns the coding, the code and whether the coding is new. Raises what `add_code_once` and `code_passage` raise.
    """
    id = id or uuid.uuid4()
    if _all_there([id]):
        return _named(study, code, coder, id, where)
    with act(coder, "coding.in_vivo", study):
        return _named(study, code, coder, id, where)


def code_passages(study: Study, passages: Collection[Passage], *, coder, **judged) -> tuple[list[Coding], int]:
    """Give one code to many passages: all in one act, or none. `judged` as `code_passage` takes it.

    Returns the new codings, and of how many passages the coder had said the same before. Raises what `code_passage`
    raises but for that.
    """
    made, before = [], 0
    with act(coder, "coding.many", study):
        for passage in sorted(passages, key=attrgetter("pk")):  # in one order: two requests do not wait for each other
            where = {"transcript": passage.transcript_id, "start": passage.start, "end": passage.end}
            try:
                made.append(code_passage(study, coder=coder, **where, **judged)[0])
            except Conflict as conflict:
                if conflict.code != "already_coded":
                    raise
                before += 1
        if not made:
            raise Conflict(_("You have already coded all of these passages that way."), "already_coded")
    return made, before


def _all_there(ids: Collection[uuid.UUID]) -> bool:
    return Coding.objects.filter(pk__in=list(ids)).count() == len(ids)


def _coded(study: Study, codes: dict[uuid.UUID, uuid.UUID], coder, where: dict) -> tuple[list[Coding], bool]:
    made = [code_passage(study, coder=coder, id=pk, code=code, **where) for pk, code in codes.items()]
    return [coding for coding, _ in made], any(is_new for _, is_new in made)


def _named(study: Study, code: dict, coder, id: uuid.UUID, where: dict) -> tuple[Coding, Code, bool]:
    made, _ = add_code_once(study, by=coder, **code)
    coding, is_new = code_passage(study, coder=coder, id=id, code=made, **where)
    return coding, made, is_new
