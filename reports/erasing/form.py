"""The form that asks for the name of what is to be erased."""

from django import forms
from django.utils.translation import gettext as _


class EraseForm(forms.Form):
    """Valid when exactly `name` was typed."""

    typed = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))

    def __init__(self, *args, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["typed"].label = _("Type {name} to erase it").format(name=name)

    def clean_typed(self):
        typed = self.cleaned_data["typed"].strip()
        if typed != self.name:
            raise forms.ValidationError(_("Type {name}, as it is written here.").format(name=self.name))
        return typed
