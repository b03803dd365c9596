"""Every page, on one page."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from coprod import errors, health, metrics, second_step_pages, views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="studies"), name="home"),
    path("accounts/second-step/", second_step_pages.take, name="second-step-take"),
    # allauth's second way to set an address, which asks for no password: ours is on the page Account.
    re_path(r"^accounts/(?:confirm-)?email/", views.nowhere, name="account_nowhere"),
    path("accounts/", include("allauth.urls")),
    path("api/", include("coprod.api")),
    path("", include("interviews.urls")),
    path("", include("coding.urls")),
    path("", include("reports.urls")),
    path("", include("ground.urls")),
    path("account/", views.own_account, name="account"),
    path("account/second-step/", second_step_pages.own, name="second-step"),
    path("account/second-step/set-up/", second_step_pages.set_up, name="second-step-set-up"),
    path("account/second-step/codes/", second_step_pages.codes, name="second-step-codes"),
    path("account/second-step/off/", second_step_pages.turn_off, name="second-step-off"),
    path("preferences/", views.preferences, name="preferences"),
    path("first/<str:key>/", views.first_account, name="first-account"),
    path("help/", views.guide, name="help"),
    path("help/<slug:name>/", views.guide, name="help-page"),
    path("help/images/<str:name>", views.guide_image, name="help-image"),
    path("style/", views.style, name="style"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler429 = errors.too_many_tries  # looked up by allauth
handler404 = errors.not_found
handler500 = errors.broken
