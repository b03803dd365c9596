"""Many of one's own codings or links changed or removed at once, as one act: all of them, or none."""

import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from coding.linking import change_link, remove_link
from coding.models import Coding, Link
from coding.passages import change_coding, remove_coding
from ground.acts import act
from ground.conflicts import Conflict, words_of
from interviews.models import Study

MOST = 500


class Refused(Exception):
    """Why each row that stands in the way does so, by its id. Nothing was stored."""

    def __init__(self, reasons: dict[uuid.UUID, str]):
        super().__init__(reasons)
        self.reasons = reasons


def change_codings(study: Study, ids: list[uuid.UUID], *, by, **changes) -> list[Coding]:
    """Change one's own codings alike; `changes` as `change_coding` takes them. Raises Refused."""
    return _each(Coding, study, ids, by, lambda coding: change_coding(coding, by=by, study=study, **changes)[0])


def change_links(study: Study, ids: list[uuid.UUID], *, by, turned: bool = False, **changes) -> list[Link]:
    """Change one's own links alike; `changes` as `change_link` takes them, ends as ids. Raises Refused.

    `turned` turns each round. One end given to a link that has it as its other end turns that link round, too.
    """

    def change(link: Link) -> Link:
        return change_link(link, by=by, study=study, **changes | _ends(link, changes, turned))[0]

    return _each(Link, study, ids, by, change)


def _ends(link: Link, changes: dict, turned: bool) -> dict[str, uuid.UUID]:
    """The actors that the link leads from and to after the changes."""
    stood = {"from_actor": link.from_actor_id, "to_actor": link.to_actor_id}
    round_ = {"from_actor": link.to_actor_id, "to_actor": link.from_actor_id}
    given = {name: changes[name] for name in stood if name in changes}
    is_round = turned or (len(given) == 1 and given.items() <= round_.items())
    return (round_ if is_round else stood) | given


def remove_codings(study: Study, ids: list[uuid.UUID], *, by) -> list[Coding]:
    """Take one's own codings to the trash together. Raises Refused."""
    return _each(Coding, study, ids, by, lambda coding: remove_coding(coding, by=by, study=study))


def remove_links(study: Study, ids: list[uuid.UUID], *, by) -> list[Link]:
    """Take one's own links to the trash together. Raises Refused."""
    return _each(Link, study, ids, by, lambda link: remove_link(link, by=by, study=study))


def _each(model, study: Study, ids: list[uuid.UUID], by, do: Callable) -> list:
    within = model.objects.visible_to(by).of_study(study).filter(pk__in=ids)
    known = {row.pk: row for row in within.select_related("passage").order_by("pk")}
    reasons = {pk: _("This study has no coding or link with this id.") for pk in ids if pk not in known}
    done = []
    with act(by, f"{model._meta.model_name}.bulk", study):
        for row in known.values():  # in one order, so that two requests do not wait for each other
            try:
                done.append(do(row))
            except (Conflict, PermissionDenied, ValidationError) as error:
                reasons[row.pk] = words_of(error)
        if reasons:
            raise Refused(reasons)
    return done
