"""Every model and field of a study and its place in the bundle. A new model or field is a line here, or below."""

from dataclasses import dataclass

from django.db.models import Model

from coding.models import (
    Assignment,
    Code,
    CodebookVersion,
    Coding,
    Dimension,
    Link,
    LinkForm,
    Memo,
    Passage,
    Phase,
    Reply,
    Review,
    SavedSearch,
    Sighting,
)
from ground.models import Act, Event, User
from interviews.models import (
    Actor,
    Erasure,
    Informant,
    Interview,
    Membership,
    Recording,
    Speaker,
    Study,
    Transcript,
    Turn,
)
from reports.models import (
    ChecklistAnswer,
    MemberCheck,
    MethodConfig,
    Override,
    ReportPlan,
    Rewording,
    Round,
    SignOff,
    Summary,
    WrittenCell,
)

FORMAT = "coprod-study/1"


@dataclass(frozen=True)
class Part:
    """One list of the bundle: which rows, in which order, with which fields.

    `reach` are the lookups from a row to its study, of which one leads there. `place` is a foreign key that is not
    written, for the place in the bundle says it: the row lies in `inside`, the list of the row that it names, or,
    without `inside`, in the bundle of the study. Rows are ordered by numbers, times and ids, never by words, which two
    databases may sort differently.
    """

    name: str
    model: type[Model]
    fields: str
    reach: tuple[str, ...] = ("study",)
    place: str = ""
    inside: str = ""
    order: str = "id"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.fields.split())


OF_TEXT = ("transcript__interview__study",)
OF_PASSAGE = ("passage__transcript__interview__study",)
OF_REVIEW = ("coding__passage__transcript__interview__study", "link__passage__transcript__interview__study")
WRITTEN = "text rests_on written_by written_at trashed_at"
JUDGED = "polarity in_scope coder status speaker recheck codebook_version created_at trashed_at"

PEOPLE = Part("people", User, "id username name", ())
STUDY = Part(
    "study",
    Study,
    "id slug title problem place period_from period_to language time_zone works_alone theory_note is_demo invented "
    "created_at trashed_at",
    ("pk",),
)
PARTS = (
    PEOPLE,
    STUDY,
    Part("members", Membership, "id user role", place="study"),
    Part("actors", Actor, "id code name_id name_en side position", place="study", order="position id"),
    Part("informants", Informant, "id code actor role_label consent consent_on note created_by", place="study"),
    Part(
        "interviews",
        Interview,
        "id code title kind held_on place minutes interviewer language note position created_by created_at trashed_at",
        place="study",
        order="position id",
    ),
    Part("speakers", Speaker, "id label kind informant", ("interview__study",), "interview", "interviews"),
    Part(
        "transcripts",
        Transcript,
        "id version text length sha256 source_name source_format dropped created_by created_at",
        ("interview__study",),
        "interview",
        "interviews",
        "version id",
    ),
    Part("turns", Turn, "id index start end speaker start_ms end_ms", OF_TEXT, "transcript", "transcripts", "index id"),
    Part(
        "recordings",
        Recording,
        "id name media_type size checksum link created_by created_at trashed_at",
        ("interview__study",),
        "interview",
        "interviews",
        "created_at id",
    ),
    Part("dimensions", Dimension, "id code name_id name_en stage position", place="study", order="position id"),
    Part(
        "link_forms",
        LinkForm,
        "id code rung directed texts name_id name_en position",
        place="study",
        order="position id",
    ),
    Part(
        "codes",
        Code,
        "id key parent dimension texts position colour created_by retired_at private_since",
        place="study",
        order="position id",
    ),
    Part("codebook_versions", CodebookVersion, "id number content sha256 created_at", place="study", order="number id"),
    Part("passages", Passage, "id transcript start end quote", OF_TEXT, order="transcript_id start end id"),
    Part("codings", Coding, f"id code about_actor {JUDGED}", OF_PASSAGE, "passage", "passages", "created_at id"),
    Part(
        "links",
        Link,
        f"id from_actor to_actor form regularity {JUDGED}",
        OF_PASSAGE,
        "passage",
        "passages",
        "created_at id",
    ),
    Part(
        "memos",
        Memo,
        "id author kind text passage coding link code interview informant actor created_at trashed_at",
        place="study",
        order="created_at id",
    ),
    Part("reviews", Review, "id coding link decision reason reviewer at", OF_REVIEW, order="at id"),
    Part(
        "replies",
        Reply,
        "id author text at",
        tuple(f"review__{way}" for way in OF_REVIEW),
        "review",
        "reviews",
        "at id",
    ),
    Part(
        "phases",
        Phase,
        "id number name units opened_by opened_at closed_by closed_at",
        place="study",
        order="number id",
    ),
    Part(
        "rounds",
        Round,
        "id codebook_version input_hash seed figures intervals kept_at",
        ("phase__study",),
        "phase",
        "phases",
        "kept_at id",
    ),
    Part("sightings", Sighting, "id who door interview at", ("phase__study",), "phase", "phases", "at id"),
    Part(
        "assignments",
        Assignment,
        "id phase interview coder due seed seen_before made_by made_at done_at",
        place="study",
        order="made_at id",
    ),
    Part(
        "method_configs",
        MethodConfig,
        "id version settings reason created_by created_at",
        place="study",
        order="version id",
    ),
    Part(
        "summaries",
        Summary,
        "id basis input_hash config codebook_number evidence result built_at requested_by",
        place="study",
        order="built_at id",
    ),
    Part(
        "sign_offs",
        SignOff,
        "id signed_by note signed_at record sha256",
        ("summary__study",),
        "summary",
        "summaries",
        "signed_at id",
    ),
    Part(
        "overrides",
        Override,
        "id summary target computed level reason made_by made_at trashed_at",
        place="study",
        order="made_at id",
    ),
    Part(
        "member_checks",
        MemberCheck,
        "id informant what sent_on answer answered_on said effect created_by created_at trashed_at",
        place="study",
        order="created_at id",
    ),
    Part(
        "checklist_answers",
        ChecklistAnswer,
        "id item text written_by written_at",
        place="study",
        order="item id",
    ),
    Part("report_plans", ReportPlan, "id parts language basis quotes citation", place="study"),
    Part(
        "written_cells",
        WrittenCell,
        f"id informant actor dimension code {WRITTEN}",
        place="study",
        order="written_at id",
    ),
    Part(
        "rewordings",
        Rewording,
        f"id basis sentence language template {WRITTEN}",
        place="study",
        order="written_at id",
    ),
    Part("erasures", Erasure, "id kind row name counts by at", place="study", order="at id"),
    Part(
        "saved_searches",
        SavedSearch,
        "id kind name address created_by created_at trashed_at",
        place="study",
        order="created_at id",
    ),
    Part("acts", Act, "id who verb undoes at", ("study_id",), "study_id", order="number"),
    Part("events", Event, "act relation row_id before after", ("act__study_id",), order="id"),
)
BY_NAME = {part.name: part for part in PARTS}
BY_MODEL = {part.model: part for part in PARTS}

# Fields that bundles of earlier versions do not have; there they are empty.
CAME_LATER = {
    ("memos", "actor"),
    ("codes", "private_since"),
    ("sign_offs", "record"),
    ("sign_offs", "sha256"),
}
# Lists that they do not have.
PARTS_CAME_LATER = {"recordings", "phases", "rounds", "sightings", "assignments"}
PARTS_CAME_LATER |= {"overrides", "member_checks", "checklist_answers", "report_plans"}
PARTS_CAME_LATER |= {"written_cells", "rewordings", "erasures"}
PARTS_CAME_LATER |= {"written_cells", "rewordings", "saved_searches"}

# A bundle that is not complete has no history and no notes about informants, nor what they said of the findings, nor
# what people searched for: all of it may tell who they are.
LEFT_OUT_UNLESS_COMPLETE = {"acts", "events", "saved_searches"}
EMPTIED_UNLESS_COMPLETE = {("informants", "note"), ("interviews", "note"), ("member_checks", "said")}

THE_ACCOUNT = "It belongs to the account, and an account is not copied with a study."
ACCESS = "Who may do what on an instance is decided there."
STAYS_BEHIND = {
    "ground.User.password": "A password never leaves the instance; the account is claimed anew.",
    "ground.User.email": THE_ACCOUNT,
    "ground.User.language": THE_ACCOUNT,
    "ground.User.theme": THE_ACCOUNT,
    "ground.User.time_zone": THE_ACCOUNT,
    "ground.User.last_login": THE_ACCOUNT,
    "ground.User.date_joined": THE_ACCOUNT,
    "ground.User.is_active": ACCESS,
    "ground.User.is_staff": ACCESS,
    "ground.User.is_superuser": ACCESS,
    "ground.User.groups": ACCESS,
    "ground.User.user_permissions": ACCESS,
    "ground.Act.number": "The order of acts on one instance; in the bundle the order of the list says it.",
    "ground.Event.id": "The order of events on one instance; in the bundle the order of the list says it.",
    "ground.ApiToken": "A key to one instance.",
    "ground.Job": "Work in progress on one instance; what it made travels as a row of its own.",
    "ground.Restoration": "What happened to one instance.",
    "ground.Worker": "A process of one instance.",
    "interviews.ErasedFile": "A file of one instance that is about to be deleted.",
    "interviews.Invitation": "A key to one instance.",
    "interviews.Study.archived_at": "Whether a study still changes is decided on each instance.",
    "interviews.Recording.file": "Sound would make the file too large to carry; name, size and sum say which it was.",
    "interviews.Correction": "A text that someone is still correcting: what was saved of it is a version.",
    "interviews.TableReading": "How the next table is read on one instance; what was read so is an interview.",
    "interviews.TurnWords": "An index of the texts, made again where the bundle goes.",
    "interviews.Upload": "A file on its way in: what was saved of it is an interview.",
    "auth.Permission": ACCESS,
    "auth.Group": ACCESS,
    "contenttypes.ContentType": "The list of models of one instance.",
    "sessions.Session": "Who is signed in, and where.",
    "account.EmailAddress": THE_ACCOUNT,
    "account.EmailConfirmation": THE_ACCOUNT,
    "usersessions.UserSession": THE_ACCOUNT,
    "otp_totp.TOTPDevice": THE_ACCOUNT,
    "otp_static.StaticDevice": THE_ACCOUNT,
    "otp_static.StaticToken": THE_ACCOUNT,
}
