"""Who belongs to a study, with which role. Only its owner writes here."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.response import Response

from ground.api_fields import StrictCharField, StrictModelSerializer
from ground.conflicts import refuse
from interviews.api_base import CreatesOnce, Editable, Rows
from interviews.membership import add_member_once, change_role, remove_member
from interviews.models import Membership
from interviews.permissions import Verb


class MemberSerializer(StrictModelSerializer):
    create_only = ("username",)

    id = serializers.UUIDField(read_only=True)
    username = StrictCharField(source="user.username", max_length=150)
    name = serializers.CharField(source="user.name", read_only=True)
    user = serializers.UUIDField(source="user_id", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "user", "username", "name", "role"]


class MemberViewSet(CreatesOnce, Editable, Rows):
    """Members. A username is a member once, so adding one again with the same role repeats nothing."""

    queryset = Membership.objects.select_related("user")
    serializer_class = MemberSerializer
    filters = {"role": "role"}
    verbs = {"create": Verb.GOVERN, "partial_update": Verb.GOVERN, "destroy": Verb.GOVERN}

    def make(self, user, role):
        person = get_user_model().objects.filter(username=user["username"], is_active=True).first()
        if person is None:
            raise refuse(
                "username", _("Nobody here has this username. Check its spelling, or invite the person first.")
            )
        return add_member_once(self.study, by=self.request.user, user=person, role=role)

    def change(self, membership, role=None):
        return change_role(membership, by=self.request.user, role=role) if role else membership

    def destroy(self, request, *args, **kwargs):
        """Ends the membership. What the person wrote stays, under their name."""
        remove_member(self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
