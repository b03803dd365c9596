"""The pages of codebook and coding."""

from django.urls import path

from coding.views import codebook, studies

urlpatterns = [
    path("studies/new/", studies.study_new, name="study-new"),
    path("studies/<slug:slug>/", studies.study_home, name="study"),
    path("studies/<slug:slug>/codebook/", codebook.codebook, name="codebook"),
    path("studies/<slug:slug>/codebook/new/", codebook.code_new, name="code-new"),
    path("studies/<slug:slug>/codebook/<str:key>/", codebook.code_edit, name="code"),
    path("studies/<slug:slug>/codebook/<str:key>/retire/", codebook.code_retire, name="code-retire"),
]
