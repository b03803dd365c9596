"""What has to hold of texts, turns, voices and kept files."""

from collections.abc import Iterator

from ground.integrity import Check, Fault
from interviews.models import Recording, Upload

TEXT = "JOIN interviews_transcript t ON t.id = broken.transcript_id"
CHECKS = (
    Check("interviews_transcript", "its length is not that of its text", "WHERE length <> length(text)"),
    Check(
        "interviews_transcript",
        "its SHA-256 is not that of its text",
        "WHERE sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex')",
    ),
    Check("interviews_turn", "it leaves the text", f'{TEXT} WHERE broken."end" > t.length'),
    Check(
        "interviews_turn",
        "it begins before the turn before it ends",
        """WHERE broken.start < (SELECT before."end" FROM interviews_turn before
           WHERE before.transcript_id = broken.transcript_id AND before.index = broken.index - 1)""",
    ),
    Check(
        "interviews_turn",
        "its speaker is of another interview",
        f"{TEXT} JOIN interviews_speaker s ON s.id = broken.speaker_id WHERE s.interview_id <> t.interview_id",
    ),
    Check(
        "interviews_speaker",
        "its informant is of another study",
        """JOIN interviews_interview i ON i.id = broken.interview_id
           JOIN interviews_informant p ON p.id = broken.informant_id WHERE p.study_id <> i.study_id""",
    ),
    Check(
        "interviews_informant",
        "its actor is of another study",
        "JOIN interviews_actor a ON a.id = broken.actor_id WHERE a.study_id <> broken.study_id",
    ),
    Check(
        "interviews_study",
        "it has no owner",
        """WHERE NOT EXISTS (SELECT FROM interviews_membership m
           WHERE m.study_id = broken.id AND m.role = 'owner')""",
    ),
)


def faults() -> Iterator[Fault]:
    for check in CHECKS:
        yield from check.faults()
    for kept in (Upload, Recording):
        for row in kept.objects.exclude(file="").iterator():
            if not row.file.storage.exists(row.file.name):
                yield Fault(kept._meta.db_table, str(row.pk), "its file is gone")
