"""That this instance was once set back to an earlier state, and to which."""

import uuid

from django.db import models


class Restoration(models.Model):
    """One restored backup. The newest one's id is the epoch that pages and what browsers have not sent belong to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(help_text="The moment whose state the backup holds.")
    restored_at = models.DateTimeField()

    class Meta:
        get_latest_by = "restored_at"

    def __str__(self):
        return str(self.id)

    @classmethod
    def newest(cls) -> "Restoration | None":
        return cls.objects.order_by(cls._meta.get_latest_by).last()
