"""What breaks is told by its kind and place, never by what was written."""

import json
import logging
import sys

import structlog
from django.db import IntegrityError

from coprod.logs import LOGGING, where_it_broke

SAID = "Failing row contains (Kami menyumbang masker)."


def line_of(raised) -> dict:
    kept = {name: value for name, value in LOGGING["formatters"]["json"].items() if name != "()"}
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error", None, raised)
    return json.loads(structlog.stdlib.ProcessorFormatter(**kept).format(record))


def refused_row():
    try:
        try:
            raise ValueError(SAID)
        except ValueError as first:
            raise IntegrityError(SAID) from first
    except IntegrityError:
        return sys.exc_info()


def test_an_exception_is_told_with_its_causes_and_places_and_without_its_words():
    line = line_of(refused_row())

    assert [each["kind"] for each in line["exception"]] == ["IntegrityError", "ValueError"]
    assert all(each["at"][0].endswith("refused_row") for each in line["exception"])
    assert "masker" not in json.dumps(line)


def test_what_is_being_handled_is_told_where_structlog_does_not_name_it():
    try:
        raise LookupError(SAID)
    except LookupError:
        said = where_it_broke(None, "error", {"exc_info": True})

    assert [each["kind"] for each in said["exception"]] == ["LookupError"]


def test_a_line_without_an_exception_has_none():
    assert "exception" not in line_of(None)


def test_what_breaks_in_a_page_is_told_once_by_its_route(client, monkeypatch, caplog):
    def broken(*_args):
        raise IntegrityError(SAID)

    monkeypatch.setattr("coprod.health.leaving.is_set", broken)
    client.raise_request_exception = False

    assert client.get("/livez?rahasia").status_code == 500

    (record,) = (each for each in caplog.records if each.levelno >= logging.ERROR)
    assert record.msg["request"] == "GET livez"
    assert "rahasia" not in str(record.msg)
