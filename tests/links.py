"""What somebody does with a link that was handed over."""

import io

from django.conf import settings
from django.core.management import call_command


def set_by_link(client, username: str, password: str) -> None:
    """Set a new password by the link that whoever runs the server makes."""
    said = io.StringIO()
    call_command("password_link", username, stdout=said)
    form = client.get(said.getvalue().strip().removeprefix(settings.SITE_URL), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": password, "password2": password})
