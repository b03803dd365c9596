"""The list of studies, and what its owner settles about one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ground.acts import act
from interviews.forms import StudySettingsForm
from interviews.models import Membership, Study
from interviews.pages import study_page
from interviews.permissions import Verb


@login_required
def study_list(request):
    mine = Membership.objects.filter(study=OuterRef("pk"), user=request.user).values("role")[:1]
    studies = (
        Study.objects.visible_to(request.user)
        .annotate(
            my_role=Subquery(mine),
            interview_count=Count("interviews", filter=Q(interviews__trashed_at__isnull=True), distinct=True),
        )
        .order_by("title")
    )
    archived = [each for each in studies if each.archived_at]
    context = {"studies": [each for each in studies if not each.archived_at], "archived": archived}
    return render(request, "interviews/study_list.html", context)


@study_page(Verb.GOVERN)
def study_settings(request, study):
    form = StudySettingsForm(request.POST or None, instance=study)
    if request.method == "POST" and form.is_valid():
        with act(request.user, "study.change", study):
            form.save()
        messages.success(request, _("Saved."))
        return redirect("study", slug=study.slug)
    return render(request, "interviews/study_settings.html", {"form": form}, status=422 if form.errors else 200)
