"""The pages of one's own account."""

from django.urls import path

from ground import views

urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<uuid:id>/revoke/", views.token_revoke, name="token-revoke"),
]
