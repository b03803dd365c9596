"""The pages of codebook and coding."""

from django.urls import path

from coding.views import (
    adjudication,
    assignments,
    codebook,
    correcting,
    finding,
    history,
    memos,
    pane,
    replacing,
    retrieval,
    review,
    saved_searches,
    studies,
    trash,
)

urlpatterns = [
    path("studies/new/", studies.study_new, name="study-new"),
    path("studies/<slug:slug>/", studies.study_home, name="study"),
    path("studies/<slug:slug>/archive/", studies.study_archive, name="study-archive"),
    path("studies/<slug:slug>/codebook/", codebook.codebook, name="codebook"),
    path("studies/<slug:slug>/codebook/new/", codebook.code_new, name="code-new"),
    path("studies/<slug:slug>/codebook/<str:key>/", codebook.code_edit, name="code"),
    path("studies/<slug:slug>/codebook/<str:key>/retire/", codebook.code_retire, name="code-retire"),
    path("studies/<slug:slug>/interviews/<str:code>/", pane.pane, name="pane"),
    path("studies/<slug:slug>/interviews/<str:code>/marks.json", pane.marks, name="pane-marks"),
    path("studies/<slug:slug>/history/", history.history, name="history"),
    path("studies/<slug:slug>/history/<uuid:id>/undo/", history.history_undo, name="history-undo"),
    path("studies/<slug:slug>/trash/", trash.trash, name="trash"),
    path("studies/<slug:slug>/trash/<str:sort>/<uuid:id>/restore/", trash.trash_restore, name="trash-restore"),
    path("studies/<slug:slug>/interviews/<str:code>/changes.json", pane.changes, name="pane-changes"),
    path("studies/<slug:slug>/interviews/<str:code>/correct/", correcting.correct_text, name="correct"),
    path(
        "studies/<slug:slug>/interviews/<str:code>/correct/preview/", correcting.correct_preview, name="correct-preview"
    ),
    path(
        "studies/<slug:slug>/interviews/<str:code>/correct/discard/", correcting.correct_discard, name="correct-discard"
    ),
    path(
        "studies/<slug:slug>/interviews/<str:code>/correct/reading/", replacing.correct_reading, name="correct-reading"
    ),
    path(
        "studies/<slug:slug>/interviews/<str:code>/correct/reading/discard/",
        replacing.correct_reading_discard,
        name="correct-reading-discard",
    ),
    path("studies/<slug:slug>/interviews/<str:code>/versions/", correcting.versions, name="versions"),
    path("studies/<slug:slug>/interviews/<str:code>/versions/<int:number>/", correcting.version, name="version"),
    path(
        "studies/<slug:slug>/interviews/<str:code>/versions/<int:number>/restore/",
        correcting.version_restore,
        name="version-restore",
    ),
    path("studies/<slug:slug>/interviews/<str:code>/waiting/", correcting.waiting_list, name="waiting"),
    path("studies/<slug:slug>/find/", finding.finding, name="find"),
    path("studies/<slug:slug>/find/passages/", retrieval.retrieval, name="retrieval"),
    path("studies/<slug:slug>/find/passages/code/", retrieval.retrieval_code, name="retrieval-code"),
    path("studies/<slug:slug>/find/code/", finding.finding_code, name="find-code"),
    path("studies/<slug:slug>/find/undo/<uuid:id>/", finding.finding_undo, name="find-undo"),
    path("studies/<slug:slug>/find/saved/", saved_searches.search_save, name="saved-search-save"),
    path("studies/<slug:slug>/find/saved/<uuid:id>/", finding.finding_saved, name="saved-search"),
    path("studies/<slug:slug>/find/saved/<uuid:id>/remove/", saved_searches.search_remove, name="saved-search-remove"),
    path(
        "studies/<slug:slug>/find/saved/<uuid:id>/restore/", saved_searches.search_restore, name="saved-search-restore"
    ),
    path("studies/<slug:slug>/memos/", memos.memo_list, name="memos"),
    path("studies/<slug:slug>/memos/journal/", memos.journal, name="journal"),
    path("studies/<slug:slug>/memos/write/", memos.memo_write, name="memo-write"),
    path("studies/<slug:slug>/memos/<uuid:id>/", memos.memo, name="memo"),
    path("studies/<slug:slug>/memos/<uuid:id>/change/", memos.memo_change, name="memo-change"),
    path("studies/<slug:slug>/memos/<uuid:id>/remove/", memos.memo_remove, name="memo-remove"),
    path("studies/<slug:slug>/memos/<uuid:id>/restore/", memos.memo_restore, name="memo-restore"),
    path("studies/<slug:slug>/passages/<uuid:id>/", memos.passage, name="passage"),
    path("studies/<slug:slug>/assignments/", assignments.assignment_list, name="assignments"),
    path("studies/<slug:slug>/assignments/new/", assignments.assignment_new, name="assignment-new"),
    path(
        "studies/<slug:slug>/assignments/<uuid:id>/withdraw/",
        assignments.assignment_withdraw,
        name="assignment-withdraw",
    ),
    path("studies/<slug:slug>/assignments/<uuid:id>/finish/", assignments.assignment_finish, name="assignment-finish"),
    path("studies/<slug:slug>/phases/<uuid:id>/close/", assignments.phase_close, name="phase-close"),
    path("studies/<slug:slug>/review/", review.review_queue, name="review"),
    path("studies/<slug:slug>/review/decide/", review.review_decide, name="review-decide"),
    path("studies/<slug:slug>/review/disputes/", adjudication.dispute_list, name="disputes"),
    path("studies/<slug:slug>/review/disputes/decide/", adjudication.dispute_decide, name="dispute-decide"),
    path("studies/<slug:slug>/review/disputes/say/", adjudication.dispute_say, name="dispute-say"),
    path("studies/<slug:slug>/review/disputes/reopen/", adjudication.dispute_reopen, name="dispute-reopen"),
    path("studies/<slug:slug>/reviews/<uuid:id>/reply/", review.review_reply, name="review-reply"),
    path("studies/<slug:slug>/mine/", review.my_codings, name="my-codings"),
    path("studies/<slug:slug>/mine/submit/", review.submit_codings, name="submit"),
    path("studies/<slug:slug>/mine/<uuid:id>/take-back/", review.take_back, name="take-back"),
]
