"""The pages of studies, people and interviews."""

from django.urls import path

from interviews.views import importing, informants, interviews, invitations, members, recordings, studies

urlpatterns = [
    path("studies/", studies.study_list, name="studies"),
    path("studies/<slug:slug>/settings/", studies.study_settings, name="study-settings"),
    path("studies/<slug:slug>/members/", members.member_list, name="members"),
    path("studies/<slug:slug>/members/add/", members.member_add, name="member-add"),
    path("studies/<slug:slug>/members/leave/", members.member_leave, name="member-leave"),
    path("studies/<slug:slug>/members/hand-over/", members.member_hand_over, name="member-hand-over"),
    path("studies/<slug:slug>/members/invite/", invitations.invitation_make, name="invitation-make"),
    path(
        "studies/<slug:slug>/members/invitations/<uuid:id>/take-back/",
        invitations.invitation_take_back,
        name="invitation-take-back",
    ),
    path("invitation/", invitations.invitation_accept, name="invitation-accept"),
    path("invitation/<str:key>/", invitations.invitation, name="invitation"),
    path("studies/<slug:slug>/members/<uuid:id>/", members.member_change, name="member"),
    path("studies/<slug:slug>/informants/", informants.informant_list, name="informants"),
    path("studies/<slug:slug>/informants/new/", informants.informant_new, name="informant-new"),
    path("studies/<slug:slug>/informants/<str:code>/", informants.informant_edit, name="informant"),
    path("studies/<slug:slug>/interviews/import/", importing.import_files, name="import"),
    path("studies/<slug:slug>/interviews/import/reading/", importing.import_reading, name="import-reading"),
    path("studies/<slug:slug>/interviews/import/columns/", importing.import_columns, name="import-columns"),
    path("studies/<slug:slug>/interviews/import/voices/", importing.import_voices, name="import-voices"),
    path("studies/<slug:slug>/interviews/import/<uuid:id>/discard/", importing.import_discard, name="import-discard"),
    path("studies/<slug:slug>/interviews/<str:code>/record/", interviews.interview_edit, name="interview"),
    path("studies/<slug:slug>/interviews/<str:code>/recording/", recordings.recording_edit, name="interview-recording"),
    path("studies/<slug:slug>/interviews/<str:code>/trash/", interviews.interview_trash, name="interview-trash"),
]
