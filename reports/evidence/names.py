"""How a study calls its actors and dimensions."""

import re

from coding.models import Dimension
from interviews.models import Actor, Study
from reports.sentences import Names

EXPANSION = re.compile(r" \((?=[^)]*\s)[^)]*\)")


def names_of(study: Study) -> Names:
    """The names of actors and dimensions per language, as they are said in a sentence."""
    actors = Actor.objects.of_study(study).values_list("code", "name_id", "name_en")
    dimensions = Dimension.objects.of_study(study).values_list("code", "name_id", "name_en")
    return Names(
        {code: {"id": brief(name_id), "en": brief(name_en or name_id)} for code, name_id, name_en in actors},
        {code: {"id": name_id, "en": name_en or name_id} for code, name_id, name_en in dimensions},
    )


def brief(name: str) -> str:
    """A name without its expansion in brackets: 'Bakesbangpol (Badan Kesatuan …)' → 'Bakesbangpol'.

    One word in brackets is a mark and stays: '(rekaan)'.
    """
    return EXPANSION.sub("", name)
