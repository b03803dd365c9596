"""What has to hold of passages, judgements and the codebook."""

from collections.abc import Iterator

from coding.models import Code, CodebookVersion, Passage
from ground.integrity import Check, Fault, hidden_in_name

TEXT = "JOIN interviews_transcript t ON t.id = broken.transcript_id"
PLACE = """JOIN coding_passage p ON p.id = broken.passage_id JOIN interviews_transcript t ON t.id = p.transcript_id
           JOIN interviews_interview i ON i.id = t.interview_id"""
OTHER_STUDY = "its {name} is of another study"


def _of_place(relation: str, name: str, table: str) -> Check:
    joined = f"{PLACE} JOIN {table} o ON o.id = broken.{name}_id WHERE o.study_id <> i.study_id"
    return Check(relation, OTHER_STUDY.format(name=name), joined)


def _of_study(relation: str, name: str, table: str) -> Check:
    joined = f"JOIN {table} o ON o.id = broken.{name}_id WHERE o.study_id <> broken.study_id"
    return Check(relation, OTHER_STUDY.format(name=name), joined)


def _memo_on(name: str, table: str) -> Check:
    place = PLACE.replace("broken.passage_id", "o.passage_id" if table else "broken.passage_id")
    about = f"JOIN {table} o ON o.id = broken.{name}_id" if table else ""
    return Check("coding_memo", OTHER_STUDY.format(name=name), f"{about} {place} WHERE i.study_id <> broken.study_id")


CHECKS = (
    Check("coding_passage", "it leaves the text", f'{TEXT} WHERE broken."end" > t.length'),
    Check(
        "coding_passage",
        "its quote is not what the text says there",
        f'{TEXT} WHERE broken.quote <> substr(t.text, broken.start + 1, broken."end" - broken.start)',
    ),
    *(
        _of_place(relation, name, table)
        for relation, name, table in (
            ("coding_coding", "code", "coding_code"),
            ("coding_coding", "about_actor", "interviews_actor"),
            ("coding_coding", "codebook_version", "coding_codebookversion"),
            ("coding_link", "from_actor", "interviews_actor"),
            ("coding_link", "to_actor", "interviews_actor"),
            ("coding_link", "form", "coding_linkform"),
            ("coding_link", "codebook_version", "coding_codebookversion"),
        )
    ),
    *(
        Check(
            relation,
            "the speaker picked is of another interview",
            f"{PLACE} JOIN interviews_speaker s ON s.id = broken.speaker_id WHERE s.interview_id <> i.id",
        )
        for relation in ("coding_coding", "coding_link")
    ),
    *(
        Check(
            relation,
            "it is counted to a text that is not its passage's",
            "JOIN coding_passage p ON p.id = broken.passage_id"
            " WHERE p.transcript_id IS DISTINCT FROM broken.transcript_id",
        )
        for relation in ("coding_coding", "coding_link")
    ),
    Check(
        "coding_link",
        "a general statement cannot be enacted",
        """JOIN coding_linkform f ON f.id = broken.form_id
           WHERE f.rung IS NULL AND broken.polarity = 'enacted'""",
    ),
    _of_study("coding_code", "parent", "coding_code"),
    _of_study("coding_code", "dimension", "coding_dimension"),
    Check(
        "coding_code",
        "it stands below itself",
        """WHERE EXISTS (
             WITH RECURSIVE above (id) AS (
               SELECT broken.parent_id UNION SELECT c.parent_id FROM coding_code c JOIN above ON c.id = above.id)
             SELECT FROM above WHERE above.id = broken.id)""",
    ),
    _memo_on("passage", ""),
    _memo_on("coding", "coding_coding"),
    _memo_on("link", "coding_link"),
    _of_study("coding_memo", "code", "coding_code"),
    _of_study("coding_memo", "interview", "interviews_interview"),
    _of_study("coding_memo", "informant", "interviews_informant"),
    _of_study("coding_memo", "actor", "interviews_actor"),
)


def faults() -> Iterator[Fault]:
    for check in CHECKS:
        yield from check.faults()
    yield from _misnamed_passages()
    yield from _changed_versions()


def _misnamed_passages() -> Iterator[Fault]:
    for uuid, *place in Passage.objects.values_list("pk", "transcript_id", "start", "end").iterator(chunk_size=5000):
        if uuid != Passage.id_of(*place):
            yield Fault("coding_passage", str(uuid), "its id does not follow from its transcript and span")


def _changed_versions() -> Iterator[Fault]:
    for version in CodebookVersion.objects.iterator(chunk_size=100):
        if version.sha256 != CodebookVersion.digest(version.content):
            yield Fault("coding_codebookversion", str(version.pk), "its SHA-256 is not that of its content")


def hidden_in_labels() -> Iterator[Fault]:
    """Labels of codes that hold what nobody sees (ground/names.py)."""
    for row, texts in Code._base_manager.order_by("pk").values_list("pk", "texts"):
        for language, said in texts.items():
            yield from hidden_in_name(Code, row, f"label ({language})", said.get("label", ""))
