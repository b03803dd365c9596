"""Several codes given to the same words in one go, and a code made of the informant's own words. Each is one act."""

import uuid
from collections.abc import Collection

from coding.codebook import add_code_once
from coding.models import Code, Coding
from coding.passages import code_passage
from ground.acts import act
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


def _all_there(ids: Collection[uuid.UUID]) -> bool:
    return Coding.objects.filter(pk__in=list(ids)).count() == len(ids)


def _coded(study: Study, codes: dict[uuid.UUID, uuid.UUID], coder, where: dict) -> tuple[list[Coding], bool]:
    made = [code_passage(study, coder=coder, id=pk, code=code, **where) for pk, code in codes.items()]
    return [coding for coding, _ in made], any(is_new for _, is_new in made)


def _named(study: Study, code: dict, coder, id: uuid.UUID, where: dict) -> tuple[Coding, Code, bool]:
    made, _ = add_code_once(study, by=coder, **code)
    coding, is_new = code_passage(study, coder=coder, id=id, code=made, **where)
    return coding, made, is_new
