"""What the data of a study say to the items of the checklist, in the language that is active.

Only what was recorded is said; an item of which the data know nothing is left to whoever writes the report.
"""

import json
from collections import Counter

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coding.models import Code
from ground.languages import id_or_en
from interviews.models import Informant, Interview, Study
from reports.evidence.counts import counts_of
from reports.models import Basis, MemberCheck, Summary
from reports.rigour.member_checks import checks_of
from reports.sentences import labels

SOFTWARE = "Coprod"


def known(study: Study) -> dict[int, str]:
    """By the number of the item; a constant number of queries."""
    interviews = list(Interview.objects.of_study(study).filter(trashed_at__isnull=True))
    found = {**_of_team(study), **_of_design(study, interviews), **_of_analysis(study), **_of_findings(study)}
    return {number: said for number, said in found.items() if said}


def _of_team(study: Study) -> dict[int, str]:
    here = Interview.objects.of_study(study).filter(trashed_at__isnull=True).exclude(interviewer="")
    names = Counter(here.values_list("interviewer", flat=True))
    return {1: "; ".join(f"{name} ({count})" for name, count in sorted(names.items())), 9: study.theory_note}


def _of_design(study: Study, interviews: list[Interview]) -> dict[int, str]:
    spoken = Q(voices__interview__trashed_at__isnull=True, voices__interview__isnull=False)
    informants = Informant.objects.of_study(study).annotate(
        times=Count("voices__interview", filter=spoken, distinct=True)
    )
    informants = list(informants.select_related("actor").order_by("actor__position", "code"))
    repeated = [each.code for each in informants if each.times > 1]
    return {
        12: _informants(len(informants), len(interviews)),
        14: "; ".join(sorted({each.place for each in interviews if each.place})),
        16: _sample(informants),
        18: _("{codes} spoke in more than one interview.").format(codes=", ".join(repeated)) if repeated else "",
        21: _duration([each.minutes for each in interviews if each.minutes]),
        23: _checked(study, MemberCheck.What.TRANSCRIPT),
    }


def _informants(count: int, interviews: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "{count} informant; interviews: {interviews}.", "{count} informants; interviews: {interviews}.", count
    )
    return said.format(count=count, interviews=interviews)


def _sample(informants: list[Informant]) -> str:
    """How many speak for each actor, and their coarse roles."""
    by_actor: dict[str, list[Informant]] = {}
    for each in informants:
        by_actor.setdefault(each.actor.code if each.actor else _("others"), []).append(each)
    return "; ".join(f"{code}: {len(here)}{_roles(here)}" for code, here in by_actor.items())


def _roles(informants: list[Informant]) -> str:
    roles = sorted({each.role_label for each in informants if each.role_label})
    return f" ({', '.join(roles)})" if roles else ""


def _duration(minutes: list[int]) -> str:
    if not minutes:
        return ""
    said = _("{least} to {most} minutes, {sum} in all ({count} interviews with a recorded length).")
    return said.format(least=min(minutes), most=max(minutes), sum=sum(minutes), count=len(minutes))


def _checked(study: Study, what: str) -> str:
    checks = [each for each in checks_of(study) if each.what == what]
    if not checks:
        return ""
    answers = Counter(str(each.get_answer_display()).lower() for each in checks)
    told = ", ".join(f"{answer} {count}" for answer, count in sorted(answers.items()))
    codes = ", ".join(sorted({each.informant.code for each in checks}))
    return _("Sent to {codes}; {answers}.").format(codes=codes, answers=told)


def _of_analysis(study: Study) -> dict[int, str]:
    counts = counts_of(study)
    codes = list(Code.objects.of_study(study).filter(retired_at__isnull=True))
    first = study.codebook_versions.order_by("number").first()
    start = {code["key"] for code in first.content["codes"]} if first else set()
    added = [code.key for code in codes if code.key not in start]
    return {
        24: _coders(counts.coders, counts.reviewers),
        25: _tree(codes),
        26: _derived(len(codes) - len(added), added),
        27: SOFTWARE,
        28: _checked(study, MemberCheck.What.FINDINGS),
    }


def _coders(coders: list[str], reviewers: list[str]) -> str:
    if not coders:
        return ""
    said = ngettext("{count} person coded: {names}.", "{count} people coded: {names}.", len(coders))
    told = said.format(count=len(coders), names=", ".join(coders))
    if not reviewers:
        return told
    return " ".join([told, _("Reviewed by {names}.").format(names=", ".join(reviewers))])


def _tree(codes: list[Code]) -> str:
    top = [code.key for code in codes if code.parent_id is None]
    said = _("{count} codes, at the top {codes}; definitions and examples are in the table Codebook.")
    return said.format(count=len(codes), codes=", ".join(top)) if codes else ""


def _derived(start: int, added: list[str]) -> str:
    told = _("{count} codes were set in advance.").format(count=start)
    if not added:
        return " ".join([told, _("None was added while coding.")])
    return " ".join([told, _("Added while coding: {codes}.").format(codes=", ".join(added))])


def _of_findings(study: Study) -> dict[int, str]:
    """From the newest official summary; without one the data know nothing of findings."""
    summary = Summary.objects.of_study(study).filter(basis=Basis.OFFICIAL).first()
    if summary is None:
        return {}
    result, language = json.loads(summary.result), id_or_en()
    levels = Counter(labels.CELL_LEVEL[cell["level"]][language] for cell in result["cells"].values())
    mixed = [key for key, cell in result["cells"].items() if cell["level"] in ("mixed", "insufficient")]
    return {
        29: _(
            "Each finding has its best quotation and the strongest against it, by informant code, interview and line."
        ),
        30: _("Levels and verdict follow from the codings by published rules; evidence {hash}.").format(
            hash=summary.input_hash[:12]
        ),
        31: _("Verdict: {verdict}. Levels: {levels}.").format(
            verdict=labels.VERDICT[result["verdict"]][language],
            levels=", ".join(f"{level} {count}" for level, count in sorted(levels.items())),
        ),
        32: _("Mixed or thin cells: {cells}. The summary lists every negative case.").format(
            cells=", ".join(mixed) or "–"
        ),
    }
