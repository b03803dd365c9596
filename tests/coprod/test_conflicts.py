from django.test import RequestFactory

from coprod.middleware import Conflicts
from ground.conflicts import Conflict


def test_a_page_overtaken_by_someone_else_says_so_and_is_no_fault():
    request = RequestFactory().post("/studies/")

    overtaken = Conflicts(None).process_exception(request, Conflict("Ada yang lebih dahulu."))

    assert overtaken.status_code == 409
    assert "Ada yang lebih dahulu." in overtaken.content.decode()


def test_another_fault_stays_a_fault():
    assert Conflicts(None).process_exception(RequestFactory().get("/"), ValueError()) is None
