"""What the pages of a study share: the study within reach, and what this person may do in it."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from ground.jobs import worker_is_there
from interviews.permissions import Verb, may, require, role_of, study_within_reach

NUL = "%00"  # in an address; no text of the database holds one, so that nothing has such a name


def study_page(verb: Verb = Verb.READ):
    """Decorates a view of `(request, study, …)`; the URL gives `slug`. Out of reach is 404, not allowed 403.

    The view keeps its verb as an attribute: the test that asks every address as every role reads it there.
    """

    def decorate(view):
        @wraps(view)
        @login_required
        def page(request, slug, **kwargs):
            if NUL in request.get_full_path():
                raise Http404
            study = study_within_reach(request.user, slug)
            require(request.user, verb, study)
            request.study = study
            return view(request, study, **kwargs)

        page.verb = verb
        return page

    return decorate


def back(request, study, default: str):
    """To the page that the form says it stands on (`here`), within this site; else to the page called `default`."""
    here = request.POST.get("here", "")
    if here.startswith("/") and url_has_allowed_host_and_scheme(here, allowed_hosts=None):
        return HttpResponseRedirect(here)
    return redirect(default, slug=study.slug)


def how_far(request, files, *, onward: str, page: str, **more):
    """The page on files that a worker reads, each with its job and the address that gives it up; else to `onward`."""
    if not files:
        return HttpResponse(headers={"HX-Redirect": onward}) if request.htmx else redirect(onward)
    context = {"files": files, "here": request.get_full_path(), "no_worker": not worker_is_there(), **more}
    return render(request, "interviews/_readings.html" if request.htmx else page, context)


def study_context(request) -> dict:
    """For templates of a study's pages: `study`, and `can`, which asks the table: `{% if can.review %}`."""
    study = getattr(request, "study", None)
    if study is None:
        return {}
    can = {verb.value: may(request.user, verb, study) for verb in Verb}
    return {"study": study, "can": can, "role": role_of(request.user, study)}
