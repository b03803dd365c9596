"""The two invented studies, and a worker that answers at once."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.utils import translation

from ground import jobs
from reports.models import Summary
from reports.summaries import request_summary
from tests.reports.fields import Field, demo_field


@pytest.fixture
def field(db):
    field = Field()
    field.interview("W-B1", ("P", "Did you help?"), ("B1", "We gave masks."), ("P", "And then?"), ("B1", "No more."))
    field.interview("W-G", ("T1", "We came."), ("T2", "So did I."), ("someone", "Me too."))
    return field


@pytest.fixture(scope="module")
def demo_a_of_the_file(django_db_setup, django_db_blocker):
    """Entered once for all tests of a file, in a transaction around theirs: it takes longer than most of them."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield demo_field("a")
        transaction.set_rollback(True)


@pytest.fixture
def demo_a(demo_a_of_the_file, db):
    """The rows as they were entered: what another test did to them is rolled back, and to what it held in hand, too."""
    return deepcopy(demo_a_of_the_file)


@pytest.fixture
def demo_b(db):
    return demo_field("b")


@pytest.fixture
def built():
    """Builds the summary of a field as the worker would: asked for, claimed, done."""

    def build(field, basis="official") -> Summary:
        asked = request_summary(field.study, basis, by=field.owner)
        if isinstance(asked, Summary):
            return asked
        jobs.run(asked.pk)
        asked.refresh_from_db()
        assert asked.state == "done", asked.error_detail
        return Summary.objects.get(pk=asked.result["summary"])

    return build
