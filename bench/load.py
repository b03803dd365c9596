"""Keep-alive clients that create codings, in a process of their own and without Django.

Run as a script it reads a plan as JSON from stdin and prints what each of its users saw.
"""

import json
import socket
import sys
import threading
import time
import uuid


class Connection:
    """One keep-alive connection to 127.0.0.1, as one signed-in person."""

    def __init__(self, port: int, headers: dict[str, str]):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.host = f"Host: 127.0.0.1:{port}\r\n"

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> tuple[int, bytes]:
        """Status and body of the answer; `kind` is the media type of `body`."""
        self.send(method, path, body, kind)
        return self._answer()

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> None:
        """Ask, and do not wait for the answer."""
        length = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\n{self.host}{self.headers}{length}\r\n"
        self.socket.sendall(head.encode() + body)

    def _answer(self) -> tuple[int, bytes]:
        received = self._more(b"")
        while b"\r\n\r\n" not in received:
            received = self._more(received)
        told, _, content = received.partition(b"\r\n\r\n")
        _before, _, length = told.lower().partition(b"content-length:")
        size = int(length.split(b"\r\n")[0] or 0)  # an answer without content says none
        parts, missing = [content], size - len(content)
        while missing > 0:
            parts.append(self._more(b""))
            missing -= len(parts[-1])
        return int(told[9:12]), b"".join(parts)

    def get(self, path: str) -> bytes:
        """The body of a page that is there."""
        status, body = self.ask("GET", path)
        if status != 200:
            raise ConnectionError(f"GET {path} answered {status}: {body[:300]!r}")
        return body

    def _more(self, received: bytes) -> bytes:
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server closed the connection")
        return received + piece


class User(threading.Thread):
    """One coder who codes without a pause."""

    def __init__(self, number: int, plan: dict, headers: dict[str, str]):
        super().__init__()
        self.number, self.plan = number, plan
        self.connection = Connection(plan["port"], headers)
        self.took: list[float] = []
        self.refused: list[str] = []

    def run(self) -> None:
        while time.time() < self.plan["begin"]:
            time.sleep(0.002)
        count = 0
        while time.time() < self.plan["end"]:
            self._code(count)
            count += 1

    def _code(self, count: int) -> None:
        longest = self.plan["longer"] + 50
        start = (count * 7919 + self.number * 104_729) % (self.plan["length"] - longest)
        span = {"start": start, "end": start + self.plan["longer"] + count % 50}
        code = self.plan["codes"][count % len(self.plan["codes"])]
        row = {"id": str(uuid.uuid4()), "transcript": self.plan["transcript"], "code": code, **span}
        body = json.dumps(row).encode()
        begun = time.perf_counter()
        status, answer = self.connection.ask("POST", self.plan["path"], body)
        self.took.append((time.perf_counter() - begun) * 1000)
        if status != 201:
            self.refused.append(f"{status} {answer[:200].decode(errors='replace')}")


def main() -> None:
    """Run the users of the plan side by side."""
    plan = json.load(sys.stdin)
    users = [User(number, plan, headers) for number, headers in plan["users"]]
    for user in users:
        user.start()
    for user in users:
        user.join()
    json.dump([{"took": user.took, "refused": user.refused} for user in users], sys.stdout)


if __name__ == "__main__":
    main()
