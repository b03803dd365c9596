"""One's own access tokens, and how a job is doing."""

from django.contrib.auth.decorators import login_required
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ground.forms import TokenForm
from ground.models import ApiToken


@login_required
def tokens(request):
    """The list of one's tokens; a new one shows its key on the answer that made it, and never again."""
    form = TokenForm(request.POST or None)
    key = None
    if request.method == "POST" and form.is_valid():
        _token, key = form.issue(request.user)
        form = TokenForm()
    mine = ApiToken.objects.visible_to(request.user).order_by("-created_at")
    context = {"form": form, "key": key, "tokens": mine}
    return render(request, "ground/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def token_revoke(request, id):
    get_object_or_404(ApiToken.objects.visible_to(request.user), pk=id)
    ApiToken.objects.filter(pk=id, revoked_at=None).update(revoked_at=Now())
    return redirect("tokens")
