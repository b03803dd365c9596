"""A kept recording as an answer: to who reaches it, and to no cache."""

from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from interviews.models import Recording
from interviews.ranges import ranged

PRIVATE = "private, no-store"


def heard(request, recording: Recording) -> HttpResponseBase:
    """The file or the part that was asked; where ACCEL_LOCATION is set, nginx sends it after we have said who may.

    Raises Http404 where no sound is kept: the recording is a link, came without its file, or the file is gone.
    """
    if not recording.file:
        raise Http404
    if settings.ACCEL_LOCATION:
        place = f"{settings.ACCEL_LOCATION.rstrip('/')}/{quote(recording.file.name)}"
        answer = HttpResponse(headers={"X-Accel-Redirect": place}, content_type=recording.media_type)
    else:
        tag = f'"{recording.checksum[:32]}"'
        try:
            file = recording.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        answer = ranged(request, file, size=recording.size, media_type=recording.media_type, tag=tag)
    answer.headers["Cache-Control"] = PRIVATE
    return answer
