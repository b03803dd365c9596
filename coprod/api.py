"""Every endpoint, on one page."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from coding.api.acts import ActViewSet
from coding.api.codebook import CodeViewSet, DimensionViewSet, LinkFormViewSet
from coding.api.judgements import CodingViewSet, LinkViewSet, PassageViewSet
from coding.api.memos import MemoViewSet

STUDY = r"studies/(?P<slug>[-\w]+)"

router = SimpleRouter()
router.register(f"{STUDY}/codes", CodeViewSet, basename="api-code")
router.register(f"{STUDY}/dimensions", DimensionViewSet, basename="api-dimension")
router.register(f"{STUDY}/link-forms", LinkFormViewSet, basename="api-link-form")
router.register(f"{STUDY}/passages", PassageViewSet, basename="api-passage")
router.register(f"{STUDY}/codings", CodingViewSet, basename="api-coding")
router.register(f"{STUDY}/links", LinkViewSet, basename="api-link")
router.register(f"{STUDY}/memos", MemoViewSet, basename="api-memo")
router.register(f"{STUDY}/acts", ActViewSet, basename="api-act")

urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
]
