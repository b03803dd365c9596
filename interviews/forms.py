"""What people fill in about studies, informants and interviews."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import Informant, Interview, Invitation, Membership, Role, Study


class DateInput(forms.DateInput):
    """The browser's own date field: ISO on the wire, the reader's habit on the screen."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class StudySettingsForm(forms.ModelForm):
    class Meta:
        model = Study
        fields = ["title", "problem", "place", "period_from", "period_to", "language", "works_alone", "theory_note"]
        widgets = {"period_from": DateInput, "period_to": DateInput}
        help_texts = {"language": gettext_lazy("As a code: id, en, jv. Readers aloud and the search go by it.")}


class InformantForm(forms.ModelForm):
    class Meta:
        model = Informant
        fields = ["code", "actor", "role_label", "consent", "consent_on", "note"]
        widgets = {"consent_on": DateInput, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "code": gettext_lazy("For example B1, T3, M2. Never a name."),
            "role_label": gettext_lazy(
                "As coarse as possible: “staff”, “trader”. Never a name or a title only one person has."
            ),
        }

    def __init__(self, *args, study, **kwargs):
        super().__init__(*args, **kwargs)
        self.study = study
        self.fields["actor"].queryset = study.actors.all()
        self.fields["actor"].empty_label = _("Outside the study's actors")
        self.fields["actor"].label_from_instance = lambda actor: f"{actor.code} · {actor.name}"

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Informant.objects.of_study(self.study).exclude(pk=self.instance.pk).filter(code=code).exists():
            raise forms.ValidationError(_("This study has an informant {code} already.").format(code=code))
        return code


class InterviewForm(forms.ModelForm):
    class Meta:
        model = Interview
        fields = ["code", "title", "kind", "held_on", "minutes", "place", "interviewer", "language", "note"]
        widgets = {"held_on": DateInput, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, study, **kwargs):
        super().__init__(*args, **kwargs)
        self.study = study

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Interview.objects.of_study(self.study).exclude(pk=self.instance.pk).filter(code=code).exists():
            raise forms.ValidationError(_("This study has an interview {code} already.").format(code=code))
        return code


class RecordingLinkForm(forms.Form):
    """What is typed; whether it is an address, `link_recording` says."""

    link = forms.CharField(required=False)


class MemberForm(forms.Form):
    username = forms.CharField(label=gettext_lazy("Username"), max_length=150)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Membership._meta.get_field("role").choices)
    is_new = forms.BooleanField(
        label=gettext_lazy("This person has no account yet: make one"),
        help_text=gettext_lazy("Its first password is shown to you once, to hand over."),
        required=False,
    )

    def clean(self):
        """`user` is whoever has the username; None is somebody for whom an account is to be made."""
        username = self.cleaned_data.get("username")
        if not username:
            return
        user = get_user_model().objects.filter(username=username).first()
        if user is None and self.cleaned_data["is_new"]:
            self._check_new(username)
        elif user is None or not user.is_active:
            self.add_error("username", _("Nobody here has this username. Check its spelling, or have an account made."))
        self.cleaned_data["user"] = user

    def _check_new(self, username: str) -> None:
        try:
            get_user_model()._meta.get_field("username").run_validators(username)
        except forms.ValidationError as refusal:
            self.add_error("username", refusal)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Membership._meta.get_field("role").choices)


class InvitationForm(forms.ModelForm):
    DAYS = [(1, gettext_lazy("for a day")), (7, gettext_lazy("for a week")), (30, gettext_lazy("for 30 days"))]

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Membership._meta.get_field("role").choices, initial=Role.RESEARCHER
    )
    days = forms.TypedChoiceField(label=gettext_lazy("Open"), choices=DAYS, coerce=int, initial=7)

    class Meta:
        model = Invitation
        fields = ["role", "note"]
        help_texts = {"note": gettext_lazy("To tell your invitations apart. Only owners of the study read it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="invite_%s", **kwargs)  # another form on its page has a role too


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("New owner"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args, study, by, **kwargs):
        super().__init__(*args, **kwargs)
        others = Membership.objects.of_study(study).exclude(user=by).filter(user__is_active=True)
        self.fields["to"].queryset = others.select_related("user")
        self.fields["to"].label_from_instance = lambda membership: str(membership.user)
