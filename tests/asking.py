"""Asking the API in tests: JSON in, the answer out."""

import json

from django.test import Client


class Api:
    """The API as one person sees it, below the address of a study."""

    def __init__(self, user, study=None):
        self.client = Client()
        self.client.force_login(user)
        self.base = f"/api/v1/studies/{study.slug}/" if study else "/api/v1/"

    def __call__(self, method: str, address: str, body=None, **headers):
        data = b"" if body is None else json.dumps(body).encode()
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method, self.base + address, data, content_type="application/json", headers=names)

    def form(self, address: str, **fields):
        """The fields as multipart/form-data."""
        return self.client.post(self.base + address, fields)
