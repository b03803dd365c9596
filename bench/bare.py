"""The bare twin of the coding screen: the same turns as plain paragraphs, the same rows as plain JSON."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.db import connection

from interviews.models import Interview

ROWS = """
    SELECT c.id::text, p.start, p."end", c.code_id::text FROM coding_coding c
    JOIN coding_passage p ON p.id = c.passage_id WHERE p.transcript_id = %s
"""
STYLE = "body{font:18px/1.62 serif;max-width:38rem;margin:auto}"


@contextmanager
def bare_twin(interview: Interview) -> Iterator[str]:
    """The address of the page, served until the end of the block from memory, by a server that does nothing besides."""
    server = Quiet(("127.0.0.1", 0), _answering(_page(interview)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def bare_rows(interview: Interview) -> str:
    """Id, span and code of every coding on the text, asked for and written as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [interview.transcript.pk])
        return json.dumps(cursor.fetchall(), separators=(",", ":"))


def _page(interview: Interview) -> bytes:
    transcript = interview.transcript
    spans = transcript.turns.values_list("start", "end")
    paragraphs = "\n".join(f"<p>{escape(transcript.text[start:end])}</p>" for start, end in spans)
    return f"<!doctype html><meta charset=utf-8><title>bare</title><style>{STYLE}</style>{paragraphs}".encode()


class Quiet(ThreadingHTTPServer):
    """Says nothing when a browser closes its window in the middle of an answer."""

    def handle_error(self, *_):
        pass


def _answering(body: bytes) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            told = body if self.path == "/" else b"ok"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_):
            pass

    return Answer
