"""Problem documents (RFC 9457): what every refusal of the API looks like, and what each kind of it means."""

from django.utils.translation import gettext_lazy as _
from structlog.contextvars import get_contextvars

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: _("The request was not understood"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not possible here"),
    406: _("Not available in this form"),
    409: _("In conflict with what is there"),
    412: _("Changed since you read it"),
    413: _("Too large"),
    415: _("Sent in a form that is not read here"),
    428: _("Say which version you read"),
    429: _("Too many requests"),
    500: _("Something in Coprod broke"),
    503: _("Not possible at this moment"),
    507: _("The server's disk is full"),
}
DETAILS = {
    400: _("The request was not understood: it is damaged or forged."),
    403: _("This is not allowed to you."),
    404: _("There is nothing here that you can see."),
    413: _("The request is larger than this endpoint takes."),
    500: _("Something in Coprod broke. What you sent was not stored."),
}
CODES = {400: "refused", 403: "permission_denied", 404: "not_found", 413: "too_large", 500: "broken"}

# What each code means and what to do next; `/api/problems/{code}` shows it.
MEANINGS = {
    "refused": _(
        "A field, a file or a parameter cannot be taken. The list of errors names each. Correct it and send it again."
    ),
    "parse_error": _(
        "The body cannot be read: it is no JSON or form, or it holds NUL, a lone surrogate or a key twice."
    ),
    "not_authenticated": _("Send a token, as in “Authorization: Token coprod_…”. Tokens are made in the browser."),
    "authentication_failed": _("The token is unknown, expired or revoked. Make a new one in the browser."),
    "permission_denied": _(
        "You see this, but your role in the study or the scope of your token does not allow the request."
    ),
    "not_found": _("There is nothing at this address that you can see. Unknown and out of reach answer alike."),
    "method_not_allowed": _("This address does not take this method. The API's description lists those it takes."),
    "not_acceptable": _("The answer cannot be given in the media type that was asked for."),
    "unsupported_media_type": _("The body is of a media type that is not read here. Send application/json."),
    "too_large": _(
        "The request is too large. Send JSON of at most 1 MB; files as multipart/form-data of at most 50 MB."
    ),
    "throttled": _("Too many tries. Wait for the seconds that Retry-After says."),
    "too_much": _(
        "As much as one person can ask for at once is not done yet. Wait for the seconds that Retry-After says, then"
        " ask again, or cancel one of these jobs."
    ),
    "match_needed": _("Two people can edit this. Read it, and send its ETag as If-Match with the change."),
    "changed": _("Someone changed this since you read it. Compare with the current state, then send it again."),
    "differs": _(
        "The id was created with other content before. A repeated request must be equal; new content needs a new id."
    ),
    "deleted": _("What has this id was removed. Restore it, or send it with a new id."),
    "phase_open": _("A blind phase is open. Close it, then send it again."),
    "archived": _("The study is archived: it is read only. Its owner can take it out of the archive."),
    "taken": _("Something else with the same key was stored in the same moment. Read again, then send it again."),
    "interview_exists": _("Another interview of the study has this code. Choose another code."),
    "recording_exists": _("Somebody else has just put a recording beside this interview. Look at it first."),
    "already_coded": _("The same coder has already coded the same passage that way. Change that coding instead."),
    "superseded": _("An adjudication has replaced the coding. It stays as it was."),
    "settled": _("An adjudication made this. Reopen the decision to make another."),
    "newer_version": _("The text has been corrected. Read the newest transcript of the interview and code that one."),
    "words_are_gone": _("The words are not in the corrected text. Code the newest transcript anew."),
    "being_corrected": _("Someone is saving a correction of the text. Send it again in a moment."),
    "not_submitted": _("Only what was submitted can be decided on or taken back."),
    "adjudicate_first": _("An approved coding of someone else says otherwise of the same passage. Adjudicate first."),
    "computed": _("That is the level that was computed. An override says another, with its reason."),
    "closed": _("The phase has ended, or who codes in it does so until it closes. Read it again, or open a new one."),
    "blind_phase": _("A decision would tell whoever codes blind how others see it. Send it once the phase has closed."),
    "not_disputed": _("All coders judge this alike. There is nothing to adjudicate."),
    "same_words": _(
        "Of the same words one judgement of an actor and dimension counts, whatever the code below it."
        " Choose one of them, or make a new one."
    ),
    "there_already": _("A coder judged it so already. Choose that judgement."),
    "not_adjudicated": _("This was not adjudicated, or it was reopened already. Read it again."),
    "in_the_way": _("A later act stands on what this one did. The answer names it."),
    "not_undoable": _("This act cannot be undone here, or what it did is no longer on record."),
    "stale": _("The evidence has changed since the summary was built. Build it again, and sign that one."),
    "not_there": _("The file is not made yet, or anything in the study changed since. Ask for the report again."),
    "working": _("A summary on the working basis is not signed off. Build the official one."),
    "nothing_shared": _("Agreement needs an interview that two people have coded. Let a second one code it, too."),
    "restored": _("A backup was restored since this was done. Read what is there, and send again what is to count."),
    "ended": _("The job has ended already. Read its state."),
    "not_failed": _("Only a job that failed or was cancelled is tried again."),
    "too_long": _("The answer takes longer than a request may. The detail says what to narrow; then ask again."),
    "busy": _("Another request holds what this one needs. Send it again in a moment; nothing was stored."),
    "away": _(
        "The database does not answer at this moment. Whether the request was stored is not certain: send it again"
        " in a moment. Under the same id it is stored once, whatever came of it before."
    ),
    "disk_full": _(
        "Not saved: the server's disk is full. Send it again once there is room; whoever looks after this"
        " installation must make it."
    ),
    "broken": _("A fault of Coprod's. Nothing was stored. The reference finds it in the server's log."),
}


def problem_document(status: int, code: str = "", detail: str = "", **more) -> dict:
    """The body of a refusal: an HTTP status, a code stable for programs, and words for people."""
    code = code or CODES.get(status, "refused")
    body = {
        "type": f"/api/problems/{code}",
        "title": str(TITLES.get(status, _("Not done"))),
        "status": status,
        "detail": str(detail or DETAILS.get(status, "")),
        "code": code,
    }
    if reference := get_contextvars().get("request_id"):
        body["reference"] = reference
    return body | {key: value for key, value in more.items() if value is not None}
