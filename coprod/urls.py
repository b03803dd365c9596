"""Every page, on one page."""

from django.urls import include, path
from django.views.generic import RedirectView

from coprod import errors, health, views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="studies"), name="home"),
    path("accounts/", include("allauth.urls")),
    path("api/", include("coprod.api")),
    path("", include("interviews.urls")),
    path("", include("coding.urls")),
    path("", include("reports.urls")),
    path("", include("ground.urls")),
    path("account/", views.own_account, name="account"),
    path("preferences/", views.preferences, name="preferences"),
    path("first/<str:key>/", views.first_account, name="first-account"),
    path("help/", views.guide, name="help"),
    path("help/<slug:name>/", views.guide, name="help-page"),
    path("help/images/<str:name>", views.guide_image, name="help-image"),
    path("style/", views.style, name="style"),
    path("livez", health.livez),
    path("readyz", health.readyz),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler429 = errors.too_many_tries  # looked up by allauth
handler404 = errors.not_found
handler500 = errors.broken
