"""A kept file as an answer of which a part can be asked (RFC 9110, 14): a player seeks without reading all of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.core.files.base import File
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

CHUNK = 64_000
MOST = 4_000_000
"""Bytes of one part. Who asks for more gets this much and asks again (RFC 9110, 15.3.7: the client has to look at what
it got): else a player that was paused would hold a thread of the server for as long as it stays open."""

ASKED = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))\Z")


class Part(NamedTuple):
    """Half-open, in bytes."""

    start: int
    end: int


def part_of(asked: str, size: int) -> Part | None:
    """The part that a Range header asks of `size` bytes; None for the whole. Raises ValueError where there is none.

    What is no single range of bytes is answered with the whole, as RFC 9110, 14.2 allows.
    """
    match = ASKED.match(asked)
    if match is None:
        return None
    first, last, suffix = match.groups()
    start = max(0, size - int(suffix)) if suffix else int(first)
    end = min(size, int(last) + 1) if last else size
    if last and int(last) < int(first):
        return None
    if start >= size or start >= end:
        raise ValueError("no such part")
    return Part(start, min(end, start + MOST))


def ranged(request, file: File, *, size: int, media_type: str, tag: str) -> HttpResponseBase:
    """200 with the file, 206 with the part that was asked, or 416. The file is closed with the answer."""
    headers = {"Accept-Ranges": "bytes", "ETag": tag, "Content-Disposition": "inline"}
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    try:
        part = part_of(asked, size)
    except ValueError:
        file.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"}, content_type=media_type)
    start, end = part or (0, size)
    headers["Content-Length"] = str(end - start)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    body = () if request.method == "HEAD" else _chunks(file, start, end)
    answer = StreamingHttpResponse(body, status=206 if part else 200, headers=headers, content_type=media_type)
    answer._resource_closers.append(file.close)
    return answer


def _chunks(file: File, start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    while start < end and (chunk := file.read(min(CHUNK, end - start))):
        start += len(chunk)
        yield chunk
