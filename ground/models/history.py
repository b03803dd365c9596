"""Every write belongs to an act; triggers keep what each act changed.

An `Act` says who did what, in which study. A database trigger on every tracked table writes an `Event` with the row
before and after, under the act named in the transaction-local setting `coprod.act`. A write outside an act is refused
by the database, so no code path can forget it. The audit trail, undo and the live view all read these two tables.
"""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Func


class NextActNumber(Func):
    """The next number in the one order of all acts; gaps are possible, repetition is not."""

    template = "nextval('ground_act_number')"
    output_field = models.BigIntegerField()


class Act(models.Model):
    """One thing that one person did: the unit of the audit trail and of undo."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(unique=True, editable=False, db_default=NextActNumber())
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="acts")
    verb = models.CharField(max_length=40)
    study_id = models.UUIDField(null=True)
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")
    at = models.DateTimeField(auto_now_add=True)

    # One's own, and what was done to one's own rows. Numbers count what the reader sees: a gap would tell of the rest.
    seen_blind = """
        who_id = blind.reader() OR verb NOT LIKE ALL (ARRAY['coding.%', 'link.%', 'memo.%']) AND EXISTS (
            SELECT FROM ground_event touched WHERE touched.act_id = t.id
            AND touched.relation IN ('coding_coding', 'coding_link')
            AND coalesce(touched.after, touched.before)->>'coder_id' = blind.reader()::text
        )
    """
    read_blind = {"number": "row_number() OVER (PARTITION BY study_id ORDER BY number)", "drawn": "number"}

    class Meta:
        indexes = [models.Index(fields=["study_id", "number"]), models.Index(fields=["who", "number"])]

    def __str__(self):
        return f"{self.verb} ({self.id})"


class Event(models.Model):
    """One row that one act changed. Triggers write it; `before` is null for a new row, `after` for a removed one."""

    id = models.BigAutoField(primary_key=True)
    act = models.ForeignKey(Act, models.PROTECT, related_name="events")
    relation = models.CharField(max_length=63)
    row_id = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    seen_blind = """
        EXISTS (SELECT FROM ground_act act WHERE act.id = act_id AND act.who_id = blind.reader())
        OR relation IN ('coding_coding', 'coding_link')
           AND coalesce(after, before)->>'coder_id' = blind.reader()::text
        OR relation = 'coding_review' AND EXISTS (
            SELECT FROM coding_review review WHERE review.id = row_id
            AND (EXISTS (SELECT FROM coding_coding c WHERE c.id = review.coding_id AND c.coder_id = blind.reader())
                 OR EXISTS (SELECT FROM coding_link l WHERE l.id = review.link_id AND l.coder_id = blind.reader()))
        )
    """

    class Meta:
        indexes = [models.Index(fields=["row_id", "id"])]

    def __str__(self):
        return f"{self.relation} {self.row_id}"


class Recorded(pgtrigger.Trigger):
    """Writes an `Event` for each row a statement changed, and refuses a write outside an act.

    `without` names columns that the event leaves out: text whose hash is in another column of the same row. `derived`
    names those that the database fills in from others: they are left out, too, and a change of them alone is none.
    """

    when = pgtrigger.After

    def __init__(self, *, operation=None, without=(), derived=()):
        self.without, self.derived = (*without, *derived), tuple(derived)
        super().__init__(name="recorded", operation=operation or pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete)

    def get_func(self, model):
        left_out = "".join(f" - '{column}'" for column in self.without)
        unchanged = "".join(f"NEW.{column} := OLD.{column}; " for column in self.derived)
        passed_over = unchanged and f"IF TG_OP = 'UPDATE' THEN {unchanged}END IF;\n            "
        return f"""
            IF coalesce(current_setting('coprod.act', true), '') = '' THEN
                RAISE EXCEPTION 'write to % outside an act', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
            END IF;
            {passed_over}IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
                RETURN NULL;
            END IF;
            INSERT INTO ground_event (act_id, relation, row_id, before, after)
            VALUES (current_setting('coprod.act')::uuid, TG_TABLE_NAME, coalesce(NEW.id, OLD.id),
                    to_jsonb(OLD){left_out}, to_jsonb(NEW){left_out});
            RETURN NULL;
        """


class Tracked(models.Model):
    """A row whose every change is an event under an act. A subclass's Meta must inherit `Tracked.Meta`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)

    class Meta:
        abstract = True
        triggers = [Recorded()]
