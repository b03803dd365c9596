"""The pages of what can be read off a study."""

from django.urls import path

from reports.views import (
    agreement,
    bundle,
    config,
    counter,
    exports,
    jobs,
    rigour,
    rounds,
    standing,
    summaries,
    what_if,
)

urlpatterns = [
    path("import/", bundle.study_import, name="study-import"),
    path("studies/<slug:slug>/export.json", bundle.study_export, name="study-export"),
    path("studies/<slug:slug>/agreement/", agreement.agreement, name="agreement"),
    path("studies/<slug:slug>/agreement/intervals/", agreement.agreement_intervals, name="agreement-intervals"),
    path("studies/<slug:slug>/agreement/rounds/", rounds.round_list, name="rounds"),
    path("studies/<slug:slug>/review/against/", counter.review_against, name="review-against"),
    path("studies/<slug:slug>/reports/jobs/<uuid:id>/", jobs.report_job, name="report-job"),
    path("studies/<slug:slug>/reports/jobs/<uuid:id>/cancel/", jobs.report_job_cancel, name="report-job-cancel"),
    path("studies/<slug:slug>/exports/", exports.exports, name="exports"),
    path("studies/<slug:slug>/exports/workbook.xlsx", exports.export_workbook, name="export-workbook"),
    path("studies/<slug:slug>/exports/<str:name>/<str:format>/", exports.export_table, name="export-table"),
    path("studies/<slug:slug>/rigour/", rigour.checklist, name="checklist"),
    path("studies/<slug:slug>/rigour/history.csv", rigour.history_file, name="history-file"),
    path("studies/<slug:slug>/rigour/member-checks/", rigour.member_checks, name="member-checks"),
    path("studies/<slug:slug>/rigour/member-checks/new/", rigour.member_check_new, name="member-check-new"),
    path("studies/<slug:slug>/rigour/member-checks/<uuid:id>/", rigour.member_check, name="member-check"),
    path(
        "studies/<slug:slug>/rigour/member-checks/<uuid:id>/remove/",
        rigour.member_check_remove,
        name="member-check-remove",
    ),
    path("studies/<slug:slug>/summaries/", summaries.summary, name="summary"),
    path("studies/<slug:slug>/summaries/build/", summaries.summary_build, name="summary-build"),
    path("studies/<slug:slug>/summaries/method/", config.method_config, name="method-config"),
    path("studies/<slug:slug>/summaries/sign-offs/<uuid:id>/", standing.sign_off_page, name="sign-off"),
    path(
        "studies/<slug:slug>/summaries/overrides/<uuid:id>/withdraw/",
        standing.override_withdraw,
        name="override-withdraw",
    ),
    path("studies/<slug:slug>/summaries/<uuid:id>/", summaries.summary_version, name="summary-version"),
    path("studies/<slug:slug>/summaries/<uuid:id>/passages/", summaries.summary_passages, name="summary-passages"),
    path("studies/<slug:slug>/summaries/<uuid:id>/actors/<str:code>/", summaries.summary_actor, name="summary-actor"),
    path("studies/<slug:slug>/summaries/<uuid:id>/sign/", standing.summary_sign, name="summary-sign"),
    path("studies/<slug:slug>/summaries/<uuid:id>/override/", standing.summary_override, name="summary-override"),
    path("studies/<slug:slug>/summaries/<uuid:id>/export.json", summaries.summary_export, name="summary-export"),
    path("studies/<slug:slug>/what-if/", what_if.what_if, name="what-if"),
]
