"""A program that asks a house, served as people run it, and looks into its database."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from proof.house import House
from tests.served import surroundings

MAKE_TOKEN = """
from datetime import timedelta
from django.utils import timezone
from ground.models import ApiToken, User
owner = User.objects.get(username="demo-peneliti")
print("KEY", ApiToken.issue(owner=owner, name="test", scope="write", expires_at=timezone.now() + timedelta(days=9))[1])
"""
SUMMARIES = "studies/demo-a/summaries/"


def answer_to(request: urllib.request.Request, timeout: float, context=None) -> tuple[int, str, dict]:
    """Status, text and headers. Raises OSError while nobody answers, and where an answer broke off."""
    try:
        try:
            answer = urllib.request.urlopen(request, timeout=timeout, context=context)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except HTTPException as broken:  # whoever answered was killed between the head and the end of its answer
        raise ConnectionError("The answer broke off.") from broken


class Asked:
    """A program that asks a house over HTTP, and looks into its database."""

    def __init__(self, house: House):
        self.house, self.pids = house, house.pids
        self.key = self.shell(MAKE_TOKEN).split("KEY ")[1].strip()
        self.headers = {"Authorization": f"Token {self.key}"}

    def shell(self, code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]
        done = subprocess.run(
            command, cwd=self.house.checkout, env=surroundings(0), capture_output=True, text=True, check=True
        )
        return done.stdout

    def ask(self, path: str, body: dict | None = None) -> tuple[int, dict, dict]:
        """Status, answer and headers of a GET, or of a POST where there is a body. Raises OSError while away."""
        request = urllib.request.Request(
            path if path.startswith("http") else f"{self.house.address}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={**self.headers, "Content-Type": "application/json"},
        )
        status, text, headers = answer_to(request, timeout=20)
        return status, json.loads(text) if status < 400 else {}, headers

    def told(self, path: str, data: bytes | None = None, **headers) -> tuple[int, str, dict]:
        """Status, text and headers of whatever is answered, with these headers in place of the token."""
        sent = {name.replace("_", "-"): word for name, word in headers.items()}
        return answer_to(urllib.request.Request(self.house.address + path, data=data, headers=sent), timeout=60)

    @property
    def home(self) -> Path:
        """The folder of the servers' data."""
        return self.house.place.link.resolve()

    def said(self) -> str:
        """What `make run` has said at its terminal."""
        return (self.house.checkout / "said.txt").read_text()

    def is_ready(self) -> bool:
        try:
            return self.told("/readyz")[0] == 200
        except OSError:
            return False

    def summary_asked(self) -> str:
        """Asks for a summary that was not built before, and returns where its progress stands."""
        self.change_something()
        status, _body, headers = self.ask(SUMMARIES, {"basis": "official"})
        assert status == 202
        place = headers["Location"]
        return place if place.startswith("http") else self.house.address + place

    def change_something(self) -> None:
        """Evidence that nobody has summarized: the actors' order of rows stays, one approved row leaves the scope."""
        self.shell(
            "from coding.models import Coding; from ground.acts import act; from ground.models import User\n"
            "row = Coding.objects.filter(passage__transcript__interview__study__slug='demo-a', status='approved',"
            " in_scope=True).first()\n"
            "with act(User.objects.get(username='demo-peneliti'), 'coding.change'):\n"
            "    Coding.objects.filter(pk=row.pk).update(in_scope=False)"
        )

    def status_of(self, place: str) -> str:
        try:
            return self.ask(place)[1].get("status", "")
        except OSError:
            return ""

    def place_to_code(self) -> tuple[str, str]:
        """A transcript and a code of the demo study, by id."""
        transcript, code = self.shell(
            "from interviews.models import Transcript; from coding.models import Code\n"
            "t = Transcript.objects.filter(interview__study__slug='demo-a').order_by('interview__code').first()\n"
            "print(t.pk, Code.objects.get(study__slug='demo-a', key='FIS').pk)"
        ).split()
        return transcript, code

    def removed(self, among: set[str]) -> set[str]:
        """Those of these codings that are in the trash."""
        trashed = self.shell(
            "from coding.models import Coding;"
            " print(*Coding.objects.filter(trashed_at__isnull=False).values_list('pk', flat=True))"
        )
        return among & set(trashed.split())

    def stored(self) -> list[str]:
        """The id of every coding that is there, removed ones too."""
        return self.shell(
            "from coding.models import Coding; print(*Coding.objects.values_list('pk', flat=True))"
        ).split()
