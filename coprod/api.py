"""Every endpoint, on one page."""

from django.urls import include, path
from django.utils.module_loading import import_string
from rest_framework.routers import SimpleRouter

from coding.api.acts import ActViewSet
from coding.api.adjudication import AdjudicationViewSet
from coding.api.assignments import AssignmentViewSet, PhaseViewSet
from coding.api.bulk import BulkCodingViewSet, BulkLinkViewSet
from coding.api.changes import ChangesViewSet
from coding.api.codebook import CodeViewSet, DimensionViewSet, LinkFormViewSet
from coding.api.finding import FindingViewSet
from coding.api.gestures import GesturesViewSet
from coding.api.judgements import CodingViewSet, LinkViewSet, PassageViewSet
from coding.api.memos import MemoViewSet
from coding.api.retrieval import RetrievalViewSet
from coding.api.reviews import HandingInViewSet, ReviewViewSet
from coding.api.saved_searches import SavedSearchViewSet
from coding.api.studies import FoundingViewSet
from coding.api.transcripts import CorrectableTranscriptViewSet
from coding.api.trash import TrashViewSet
from interviews.api.interviews import InterviewViewSet
from interviews.api.jobs import JobViewSet
from interviews.api.me import MeViewSet
from interviews.api.members import MemberViewSet
from interviews.api.people import ActorViewSet, InformantViewSet
from interviews.api.recordings import RecordingViewSet
from interviews.api.search import SearchViewSet
from interviews.api.voices import SpeakerViewSet
from reports.api import MethodConfigViewSet, SummaryViewSet
from reports.api_agreement import AgreementViewSet
from reports.api_depth import ComparisonViewSet, SidesViewSet, WhatIfViewSet
from reports.api_duplicating import DuplicateViewSet
from reports.api_erasing import ErasureViewSet
from reports.api_framework import FrameworkViewSet
from reports.api_pictures import PictureViewSet
from reports.api_report import ReportViewSet
from reports.api_rewording import RewordingViewSet
from reports.api_rigour import ChecklistViewSet, MemberCheckViewSet
from reports.api_rounds import RoundViewSet
from reports.api_standing import OverrideViewSet, SignOffViewSet
from reports.exchange.api import BundleViewSet, ExportViewSet, ImportViewSet
from reports.matrices.api import MatrixViewSet

STUDY = "studies/<slug:slug>"


def page(name: str):
    """A view of `coprod.api_pages`, which is loaded, with all that describes an API, when one is first asked for."""

    def view(request, **named):
        return import_string(f"coprod.api_pages.{name}")(request, **named)

    return view


# Rows: each has a list at its address and one row at `{id}/` below it.
router = SimpleRouter(use_regex_path=False)
router.register("studies", FoundingViewSet, basename="api-study")
router.register("jobs", JobViewSet, basename="api-job")
router.register(f"{STUDY}/members", MemberViewSet, basename="api-member")
router.register(f"{STUDY}/actors", ActorViewSet, basename="api-actor")
router.register(f"{STUDY}/informants", InformantViewSet, basename="api-informant")
router.register(f"{STUDY}/interviews", InterviewViewSet, basename="api-interview")
router.register(f"{STUDY}/speakers", SpeakerViewSet, basename="api-speaker")
router.register(f"{STUDY}/recordings", RecordingViewSet, basename="api-recording")
router.register(f"{STUDY}/transcripts", CorrectableTranscriptViewSet, basename="api-transcript")
router.register(f"{STUDY}/codes", CodeViewSet, basename="api-code")
router.register(f"{STUDY}/dimensions", DimensionViewSet, basename="api-dimension")
router.register(f"{STUDY}/link-forms", LinkFormViewSet, basename="api-link-form")
router.register(f"{STUDY}/passages", PassageViewSet, basename="api-passage")
router.register(f"{STUDY}/codings", CodingViewSet, basename="api-coding")
router.register(f"{STUDY}/links", LinkViewSet, basename="api-link")
router.register(f"{STUDY}/memos", MemoViewSet, basename="api-memo")
router.register(f"{STUDY}/saved-searches", SavedSearchViewSet, basename="api-saved-search")
router.register(f"{STUDY}/reviews", ReviewViewSet, basename="api-review")
router.register(f"{STUDY}/assignments", AssignmentViewSet, basename="api-assignment")
router.register(f"{STUDY}/phases", PhaseViewSet, basename="api-phase")
router.register(f"{STUDY}/rounds", RoundViewSet, basename="api-round")
router.register(f"{STUDY}/summaries", SummaryViewSet, basename="api-summary")
router.register(f"{STUDY}/reports", ReportViewSet, basename="api-report")
router.register(f"{STUDY}/sign-offs", SignOffViewSet, basename="api-sign-off")
router.register(f"{STUDY}/overrides", OverrideViewSet, basename="api-override")
router.register(f"{STUDY}/member-checks", MemberCheckViewSet, basename="api-member-check")
router.register(f"{STUDY}/framework", FrameworkViewSet, basename="api-framework")
router.register(f"{STUDY}/rewordings", RewordingViewSet, basename="api-rewording")
router.register(f"{STUDY}/method-configs", MethodConfigViewSet, basename="api-method-config")
router.register(f"{STUDY}/erasures", ErasureViewSet, basename="api-erasure")
router.register(f"{STUDY}/acts", ActViewSet, basename="api-act")

# What is no row: before the rows, so that no word is taken for an id.
others = [
    path("me/", MeViewSet.as_view({"get": "retrieve"}), name="api-me"),
    path("imports/", ImportViewSet.as_view({"post": "create"}), name="api-import"),
    path(f"{STUDY}/duplicates/", DuplicateViewSet.as_view({"post": "create"}), name="api-duplicates"),
    path(f"{STUDY}/bundle/", BundleViewSet.as_view({"get": "retrieve"}), name="api-bundle"),
    path(f"{STUDY}/agreement/", AgreementViewSet.as_view({"get": "retrieve"}), name="api-agreement"),
    path(f"{STUDY}/agreement/intervals/", AgreementViewSet.as_view({"post": "create"}), name="api-agreement-intervals"),
    path(f"{STUDY}/exports/", ExportViewSet.as_view({"get": "list"}), name="api-exports"),
    path(f"{STUDY}/exports/<str:name>/", ExportViewSet.as_view({"get": "retrieve"}), name="api-export"),
    path(
        f"{STUDY}/adjudications/",
        AdjudicationViewSet.as_view({"get": "list", "post": "create"}),
        name="api-adjudications",
    ),
    path(f"{STUDY}/adjudications/reopen/", AdjudicationViewSet.as_view({"post": "reopen"}), name="api-reopen"),
    path(f"{STUDY}/checklist/", ChecklistViewSet.as_view({"get": "list", "post": "create"}), name="api-checklist"),
    path(f"{STUDY}/changes/", ChangesViewSet.as_view({"get": "retrieve"}), name="api-changes"),
    path(f"{STUDY}/search/", SearchViewSet.as_view({"post": "search"}), name="api-search"),
    path(f"{STUDY}/summaries/<uuid:pk>/sides/", SidesViewSet.as_view({"get": "retrieve"}), name="api-summary-sides"),
    path(f"{STUDY}/comparison/", ComparisonViewSet.as_view({"get": "retrieve"}), name="api-comparison"),
    path(f"{STUDY}/pictures/<str:name>/", PictureViewSet.as_view({"get": "retrieve"}), name="api-picture"),
    path(f"{STUDY}/what-if/", WhatIfViewSet.as_view({"post": "suppose"}), name="api-what-if"),
    path(f"{STUDY}/search/hits/", FindingViewSet.as_view({"post": "hits"}), name="api-search-hits"),
    path(f"{STUDY}/trash/", TrashViewSet.as_view({"get": "list"}), name="api-trash"),
    path(f"{STUDY}/trash/restore/", TrashViewSet.as_view({"post": "restore"}), name="api-trash-restore"),
    path(f"{STUDY}/retrieval/", RetrievalViewSet.as_view({"get": "list"}), name="api-retrieval"),
    path(f"{STUDY}/matrices/", MatrixViewSet.as_view({"get": "retrieve"}), name="api-matrices"),
    path(f"{STUDY}/search/code/", FindingViewSet.as_view({"post": "code"}), name="api-search-code"),
    path(f"{STUDY}/codings/bulk/", BulkCodingViewSet.as_view({"post": "change"}), name="api-coding-bulk"),
    path(f"{STUDY}/links/bulk/", BulkLinkViewSet.as_view({"post": "change"}), name="api-link-bulk"),
    path(f"{STUDY}/codings/split/", GesturesViewSet.as_view({"post": "split"}), name="api-coding-split"),
    path(f"{STUDY}/codings/merge/", GesturesViewSet.as_view({"post": "merge"}), name="api-coding-merge"),
    path(f"{STUDY}/codings/several/", GesturesViewSet.as_view({"post": "several"}), name="api-coding-several"),
    path(f"{STUDY}/codings/in-vivo/", GesturesViewSet.as_view({"post": "in_vivo"}), name="api-coding-in-vivo"),
    path(f"{STUDY}/codings/submit/", HandingInViewSet.as_view({"post": "submit"}), name="api-submit"),
    path(f"{STUDY}/codings/withdraw/", HandingInViewSet.as_view({"post": "withdraw"}), name="api-withdraw"),
]

urlpatterns = [
    path("v1/", include([*others, *router.urls])),
    path("schema/", page("schema"), name="api-schema"),
    path("docs/", page("docs"), name="api-docs"),
    path("problems/<str:code>", page("problem"), name="api-problem"),
]
