"""Creating a coding in Taguette, in a throw-away environment, beside ours: the same text, as many who code at once."""

import html
import json
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

from bench.creating import CROWD, best
from bench.creating import SECONDS as CODING
from bench.house import House
from bench.large import SHORT, add_interview
from bench.table import Figure, Floor
from bench.throwaway import SECONDS, installed, served
from bench.timing import median
from interviews.models import Interview, Role
from tests.factories import join, make_user

PACKAGE = "taguette==1.5.2"
NEW = "/api/project/1/document/1/highlight/new"
LONGEST = 50  # characters of a passage
NOW = "2026-01-01 00:00:00.000000"
FILLED = (
    ("INSERT INTO projects (id, name, description, created) VALUES (1, 'x', '', ?)", (NOW,)),
    ("INSERT INTO project_members (project_id, user_login, privileges) VALUES (1, 'admin', 'ADMIN')", ()),
    ("INSERT INTO tags (id, project_id, path, description) VALUES (1, 1, 'code', '')", ()),
)
DOCUMENT = """
    INSERT INTO documents (id, name, description, filename, created, project_id, text_direction, contents)
    VALUES (1, 'x', '', 'x.txt', ?, 1, 'LEFT_TO_RIGHT', ?)
"""


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """One who codes, and twenty; or that theirs could not be had."""
    with tempfile.TemporaryDirectory() as folder:
        command = installed(PACKAGE, Path(folder))
        if command is None:
            yield Figure(f"{PACKAGE} could not be installed within", SECONDS, "s")
            return
        coders = [join(large.study, Role.RESEARCHER, make_user(f"sebelah-{number}")) for number in range(CROWD)]
        interview = add_interview(large.study, SHORT, code="SEBELAH")
        one, all_of_us = best(house, interview, coders[:1]), best(house, interview, coders)
        with served(command, Path(folder)) as (site, entrance, database):
            _fill(database, interview.transcript.text)
            theirs, all_of_them = Load(site, entrance, 1), Load(site, entrance, CROWD)
    said = f"the same in {PACKAGE.replace('==', ' ')}"
    floor = Floor(said, median(theirs.took))
    yield Figure("create a coding, 1 coder, beside a peer: median", median(one.took), "ms", None, floor)
    floor = Floor(said, all_of_them.rate)
    yield Figure(f"create, {CROWD} coders, beside a peer: throughput", all_of_us.rate, "/s", None, floor)


def _fill(database: Path, text: str) -> None:
    contents = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    with sqlite3.connect(database) as peer:
        for statement, values in (*FILLED, (DOCUMENT, (NOW, contents))):
            peer.execute(statement, values)
    peer.close()


class Load:
    """What some who code without a pause saw, all in the one account that it has."""

    def __init__(self, site: str, entrance: str, coders: int):
        self.host, self.headers = site.removeprefix("http://"), _signed_in(site, entrance)
        self.took: list[float] = []
        self.end = time.perf_counter() + CODING
        threads = [threading.Thread(target=self._code) for _ in range(coders)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.rate = len(self.took) / CODING

    def _code(self) -> None:
        connection = HTTPConnection(self.host)
        while (begun := time.perf_counter()) < self.end:
            start = random.randrange(SHORT - LONGEST)
            told = {"start_offset": start, "end_offset": start + LONGEST, "tags": [1]}
            connection.request("POST", NEW, json.dumps(told), self.headers)
            answer = connection.getresponse()
            if (said := answer.read()) and answer.status != 200:
                raise SystemExit(f"{PACKAGE} answered {answer.status}: {said[:300]!r}")
            self.took.append((time.perf_counter() - begun) * 1000)


def _signed_in(site: str, entrance: str) -> dict[str, str]:
    cookies = CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    for path in (entrance, "/project/1"):
        browser.open(site + path).read()
    held = {cookie.name: cookie.value for cookie in cookies}
    told = "; ".join(f"{name}={value}" for name, value in held.items())
    return {"Cookie": told, "X-XSRFToken": held["_xsrf"], "Content-Type": "application/json"}
