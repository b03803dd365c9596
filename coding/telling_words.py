"""The sentences of the history: one for each kind of act, in both languages by the catalogue."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy, ngettext

SENTENCES = {
    "coding.create": gettext_lazy("{who} coded {quote} with {what} in {place}."),
    "coding.change": gettext_lazy("{who} changed {changes} of {quote} ({what}) in {place}."),
    "coding.remove": gettext_lazy("{who} removed {what} from {quote} in {place}."),
    "coding.restore": gettext_lazy("{who} brought {what} back to {quote} in {place}."),
    "coding.place": gettext_lazy("{who} put {what} on {quote} in {place}."),
    "coding.submit": gettext_lazy("{who} submitted {quote} ({what}) in {place} for review."),
    "coding.withdraw": gettext_lazy("{who} took {quote} ({what}) in {place} back from review."),
    "coding.in_vivo": gettext_lazy("{who} made the code {what} of {quote} in {place}."),
    "link.create": gettext_lazy("{who} linked {what} by {quote} in {place}."),
    "memo.write": gettext_lazy("{who} wrote a memo on {about}."),
    "memo.change": gettext_lazy("{who} changed a memo on {about}."),
    "memo.remove": gettext_lazy("{who} removed a memo on {about}."),
    "memo.restore": gettext_lazy("{who} brought back a memo on {about}."),
    "review.approve": gettext_lazy("{who} approved {quote} ({what}) in {place}."),
    "review.revise": gettext_lazy("{who} asked for a revision of {quote} ({what}) in {place}."),
    "review.reject": gettext_lazy("{who} rejected {quote} ({what}) in {place}."),
    "review.reply": gettext_lazy("{who} replied to a decision."),
    "adjudication.decide": gettext_lazy("{who} adjudicated {quote} ({what}) in {place}."),
    "adjudication.reopen": gettext_lazy("{who} reopened the adjudication of {quote} ({what}) in {place}."),
    "code.add": gettext_lazy("{who} added the code {name}."),
    "code.change": gettext_lazy("{who} changed the code {name}."),
    "code.retire": gettext_lazy("{who} took the code {name} out of use."),
    "code.restore": gettext_lazy("{who} brought the code {name} back into use."),
    "dimension.change": gettext_lazy("{who} changed the dimension {name}."),
    "actor.change": gettext_lazy("{who} changed the actor {name}."),
    "informant.add": gettext_lazy("{who} added the informant {name}."),
    "informant.change": gettext_lazy("{who} changed the informant {name}."),
    "interview.import": gettext_lazy("{who} imported the interview {name}."),
    "interview.change": gettext_lazy("{who} changed the record of the interview {name}."),
    "interview.trash": gettext_lazy("{who} took the interview {name} to the trash."),
    "interview.restore": gettext_lazy("{who} brought the interview {name} back from the trash."),
    "erasure.make": gettext_lazy("{who} erased {name} for good: {what}."),
    "text.correct": gettext_lazy("{who} corrected the text of {interview}: version {version}."),
    "speaker.map": gettext_lazy("{who} said who speaks in {interview}."),
    "recording.add": gettext_lazy("{who} put a recording beside {interview}."),
    "recording.remove": gettext_lazy("{who} took the recording of {interview} to the trash."),
    "recording.restore": gettext_lazy("{who} brought the recording of {interview} back."),
    "turn.stamp": gettext_lazy("{who} corrected when a turn of {interview} is heard."),
    "member.add": gettext_lazy("{who} made {person} a member of the study ({role})."),
    "member.change": gettext_lazy("{who} gave {person} another role ({role})."),
    "member.remove": gettext_lazy("{who} removed {person} from the study."),
    "member.join": gettext_lazy("{person} joined the study by invitation ({role})."),
    "member.leave": gettext_lazy("{person} left the study."),
    "study.hand_over": gettext_lazy("{who} handed the study over."),
    "study.create": gettext_lazy("{who} founded the study."),
    "study.change": gettext_lazy("{who} changed the settings of the study."),
    "study.duplicate": gettext_lazy("{who} made this study as a copy of another."),
    "study.archive": gettext_lazy("{who} archived the study."),
    "study.unarchive": gettext_lazy("{who} took the study out of the archive."),
    "study.import": gettext_lazy("{who} imported the study from a file."),
    "assignment.make": gettext_lazy("{who} gave out interviews to code."),
    "assignment.withdraw": gettext_lazy("{who} took an assignment back."),
    "assignment.finish": gettext_lazy("{who} said that an interview is coded."),
    "assignment.resume": gettext_lazy("{who} went on with an interview that was coded."),
    "search.save": gettext_lazy("{who} saved the search {name}."),
    "search.change": gettext_lazy("{who} renamed the saved search {name}."),
    "search.remove": gettext_lazy("{who} removed the saved search {name}."),
    "search.restore": gettext_lazy("{who} brought the saved search {name} back."),
    "phase.open": gettext_lazy("{who} opened a blind phase."),
    "phase.close": gettext_lazy("{who} closed a blind phase."),
    "sighting.note": gettext_lazy("{who} opened, while others coded blind: {what}."),
    "round.measure": gettext_lazy("The intervals of the round that {who} closed were computed."),
    "summary.build": gettext_lazy("{who} built a summary."),
    "method.configure": gettext_lazy("{who} changed the settings of the method."),
    "report.plan": gettext_lazy("{who} chose what the report is made of."),
    "signoff.sign": gettext_lazy("{who} signed a summary off."),
    "override.make": gettext_lazy("{who} read the level of {name} otherwise."),
    "override.withdraw": gettext_lazy("{who} withdrew their reading of the level of {name}."),
    "cell.write": gettext_lazy("{who} wrote the cell {name} of the framework matrix."),
    "cell.change": gettext_lazy("{who} changed the cell {name} of the framework matrix."),
    "cell.remove": gettext_lazy("{who} took the words of the cell {name} of the framework matrix away."),
    "cell.restore": gettext_lazy("{who} brought back earlier words of the cell {name} of the framework matrix."),
    "rewording.write": gettext_lazy("{who} reworded a sentence of the summary ({name})."),
    "rewording.change": gettext_lazy("{who} changed a reworded sentence of the summary ({name})."),
    "rewording.withdraw": gettext_lazy("{who} withdrew a reworded sentence of the summary ({name})."),
    "check.add": gettext_lazy("{who} recorded what was sent back to {informant}."),
    "check.change": gettext_lazy("{who} changed a member check of {informant}."),
    "check.remove": gettext_lazy("{who} removed a member check of {informant}."),
    "checklist.answer": gettext_lazy("{who} answered item {name} of the checklist."),
}
# Where an act was done to several rows at once. Of each `ngettext_lazy` Django would make two classes: 30 kB.
OF_MANY: dict[str, Callable[[int], str]] = {
    "coding.submit": lambda count: ngettext(
        "{who} submitted {count} coding for review.", "{who} submitted {count} codings for review.", count
    ),
    "coding.withdraw": lambda count: ngettext(
        "{who} took {count} coding back from review.", "{who} took {count} codings back from review.", count
    ),
    "coding.place": lambda count: ngettext(
        "{who} put {count} coding on words of the corrected text.",
        "{who} put {count} codings on words of the corrected text.",
        count,
    ),
    "coding.bulk": lambda count: ngettext(
        "{who} changed {count} coding at once.", "{who} changed {count} codings at once.", count
    ),
    "link.bulk": lambda count: ngettext(
        "{who} changed {count} link at once.", "{who} changed {count} links at once.", count
    ),
    "coding.split": lambda count: ngettext(
        "{who} split a coding ({count} coding in all).", "{who} split a coding ({count} codings in all).", count
    ),
    "coding.merge": lambda count: ngettext(
        "{who} joined codings ({count} coding in all).", "{who} joined codings ({count} codings in all).", count
    ),
    "coding.many": lambda count: ngettext(
        "{who} gave a code to {count} passage.", "{who} gave a code to {count} passages at once.", count
    ),
    "coding.several": lambda count: ngettext(
        "{who} gave {count} code to a passage.", "{who} gave {count} codes to a passage at once.", count
    ),
    "coding.found": lambda count: ngettext(
        "{who} coded {count} passage that was found.", "{who} coded {count} passages that were found.", count
    ),
    "review.approve": lambda count: ngettext(
        "{who} approved {count} coding.", "{who} approved {count} codings.", count
    ),
    "review.revise": lambda count: ngettext(
        "{who} asked for a revision of {count} coding.", "{who} asked for a revision of {count} codings.", count
    ),
    "review.reject": lambda count: ngettext("{who} rejected {count} coding.", "{who} rejected {count} codings.", count),
    "adjudication.decide": lambda count: ngettext(
        "{who} adjudicated {count} coding.", "{who} adjudicated between {count} codings.", count
    ),
    "adjudication.reopen": lambda count: ngettext(
        "{who} reopened the adjudication of {count} coding.",
        "{who} reopened the adjudication of {count} codings.",
        count,
    ),
    "checklist.answer": lambda count: ngettext(
        "{who} answered {count} item of the checklist.", "{who} answered {count} items of the checklist.", count
    ),
    "interview.import": lambda count: ngettext(
        "{who} imported {count} interview.", "{who} imported {count} interviews.", count
    ),
}
ALWAYS_MANY = ("coding.bulk", "link.bulk", "coding.split", "coding.merge", "coding.several", "coding.many")
ALWAYS_MANY += ("coding.found",)
AGAIN = {
    "undo": gettext_lazy("{who} undid this: {sentence}"),
    "redo": gettext_lazy("{who} did this again: {sentence}"),
}
CHANGED = {
    "polarity": gettext_lazy("the polarity from {old} to {new}"),
    "code_id": gettext_lazy("the code from {old} to {new}"),
    "about_actor_id": gettext_lazy("the actor from {old} to {new}"),
    "from_actor_id": gettext_lazy("the first actor from {old} to {new}"),
    "to_actor_id": gettext_lazy("the second actor from {old} to {new}"),
    "form_id": gettext_lazy("the form from {old} to {new}"),
    "regularity": gettext_lazy("how often"),
    "in_scope": gettext_lazy("whether it is in scope"),
    "passage_id": gettext_lazy("the words"),
    "speaker_id": gettext_lazy("who speaks"),
}
# What went with something that was erased for good, in the order in which it is told.
ERASED: dict[str, Callable[[int], str]] = {
    "interviews": lambda count: ngettext("{count} interview", "{count} interviews", count),
    "texts": lambda count: ngettext("{count} version of a text", "{count} versions of texts", count),
    "turns": lambda count: ngettext(
        "{count} turn in an interview with others", "{count} turns in interviews with others", count
    ),
    "codings": lambda count: ngettext("{count} coding", "{count} codings", count),
    "links": lambda count: ngettext("{count} link", "{count} links", count),
    "people": lambda count: ngettext("the work of {count} person", "the work of {count} people", count),
    "memos": lambda count: ngettext("{count} memo", "{count} memos", count),
    "reviews": lambda count: ngettext("{count} decision of review", "{count} decisions of review", count),
    "replies": lambda count: ngettext("{count} reply", "{count} replies", count),
    "recordings": lambda count: ngettext("{count} recording", "{count} recordings", count),
    "member_checks": lambda count: ngettext("{count} member check", "{count} member checks", count),
    "cells": lambda count: ngettext(
        "{count} written cell of the framework matrix", "{count} written cells of the framework matrix", count
    ),
    "rewordings": lambda count: ngettext("{count} reworded sentence", "{count} reworded sentences", count),
    "corrections": lambda count: ngettext(
        "{count} correction that was not saved", "{count} corrections that were not saved", count
    ),
    "uploads": lambda count: ngettext(
        "{count} file that was not imported yet", "{count} files that were not imported yet", count
    ),
}


def erased(counts: dict[str, int]) -> list[str]:
    """How much went, by kind; a kind without any is not told."""
    kinds = ((words, counts.get(kind)) for kind, words in ERASED.items())
    return [words(count).format(count=count) for words, count in kinds if count]
