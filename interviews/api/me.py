"""Who asks: the account behind a token or session, and the studies it reaches."""

from rest_framework import serializers, viewsets
from rest_framework.response import Response

from ground.api_described import described
from ground.api_query import StrictQuery
from ground.models import ApiToken, User
from interviews.models import Membership


class TokenSerializer(serializers.ModelSerializer):
    class Meta:
        model = ApiToken
        fields = ["name", "scope", "expires_at"]
        read_only_fields = fields


class BelongsSerializer(serializers.ModelSerializer):
    study = serializers.SlugField(source="study.slug", read_only=True)

    class Meta:
        model = Membership
        fields = ["study", "role"]
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer):
    studies = BelongsSerializer(many=True, read_only=True)
    token = TokenSerializer(read_only=True, allow_null=True)

    class Meta:
        model = User
        fields = ["id", "username", "name", "language", "theme", "studies", "token"]
        read_only_fields = fields


class MeViewSet(StrictQuery, viewsets.GenericViewSet):
    queryset = User.objects.none()
    serializer_class = MeSerializer

    @described(responses=MeSerializer)
    def retrieve(self, request):
        """Oneself, one's studies, and the token that asks, if one does."""
        me = request.user
        me.studies = Membership.objects.filter(user=me, study__trashed_at__isnull=True).select_related("study")
        me.token = request.auth if isinstance(request.auth, ApiToken) else None
        return Response(self.get_serializer(me).data)
