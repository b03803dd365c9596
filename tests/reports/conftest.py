"""The two invented studies, and a worker that answers at once."""

import pytest

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


@pytest.fixture
def demo_a(db):
    return demo_field("a")


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
