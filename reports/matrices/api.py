"""Codings counted crosswise, over HTTP: the matrices of the page, at the same address."""

from django.urls import reverse
from rest_framework import exceptions, serializers, viewsets
from rest_framework.response import Response

from coding.retrieval.listing import COUNTS
from coding.retrieval.query import ATTRIBUTES, BASES, MOST_WITHIN, WAYS, Misread
from ground.api_described import described
from ground.patience import at_most
from interviews.api_base import InStudy
from interviews.permissions import Verb
from reports.matrices.asking import ALL, KINDS, SHOWN, Asked, matrix_of, narrower
from reports.matrices.matrix import Cell, Matrix


class MatrixHeadSerializer(serializers.Serializer):
    value = serializers.CharField(help_text="As a parameter of `retrieval/`.")
    label = serializers.CharField()


class MatrixCellSerializer(serializers.Serializer):
    row = serializers.CharField(allow_null=True, help_text="null: in all of the column.")
    column = serializers.CharField(allow_null=True, help_text="null: in all of the row.")
    n = serializers.IntegerField(allow_null=True, help_text="null: no evidence, for no coding belongs here; 0 counts.")
    row_percent = serializers.IntegerField(allow_null=True)
    column_percent = serializers.IntegerField(allow_null=True)
    closeness = serializers.FloatField(allow_null=True, help_text="c-coefficient (Jaccard) of two codes, 0 to 1.")
    address = serializers.CharField(help_text="Of the codings that make the number.")


class MatrixSerializer(serializers.Serializer):
    matrix = serializers.CharField()
    count = serializers.CharField()
    rows = MatrixHeadSerializer(many=True)
    columns = MatrixHeadSerializer(many=True)
    cells = MatrixCellSerializer(many=True)


class MatrixViewSet(InStudy, viewsets.ViewSet):
    verbs = {"retrieve": Verb.COMPARE}
    asks = {
        "retrieve": {
            "matrix": serializers.ChoiceField(KINDS, required=False),
            "attribute": serializers.ChoiceField(ATTRIBUTES, required=False, help_text="For codes across attributes."),
            "count": serializers.ChoiceField(COUNTS, required=False),
            "basis": serializers.ChoiceField((*BASES, ALL), required=False, help_text="official, if left out."),
            "show": serializers.ChoiceField(SHOWN, required=False, help_text="Of the page and its files alone."),
            "below": serializers.ChoiceField(("yes", "no"), required=False),
            "how": serializers.ChoiceField(WAYS, required=False),
            "within": serializers.IntegerField(required=False, min_value=0, max_value=MOST_WITHIN),
        }
    }

    @described(operation_id="matrices_retrieve", responses=MatrixSerializer)
    def retrieve(self, request, **kwargs):
        """Counted now: codes by actors, attributes or codes beside them, informants by dimensions, interviews by codes.

        The number of a cell is the number of what its address finds.
        """
        try:
            asked = Asked.read(request.query_params, self.study)
        except Misread as misread:
            raise exceptions.ValidationError({name: [why] for name, why in misread.reasons.items()}) from misread
        with at_most(narrower(asked)):
            matrix = matrix_of(self.study, asked)
        found = reverse("api-retrieval", args=[self.study.slug])
        told = {
            "matrix": asked.kind,
            "count": asked.what,
            "rows": matrix.down.heads,
            "columns": matrix.across.heads,
            "cells": [_told(row, column, cell, found) for row, column, cell in _cells(matrix)],
        }
        return Response(MatrixSerializer(told).data)


def _cells(matrix: Matrix):
    columns = [head.value for head in matrix.across.heads]
    for row in matrix.rows:
        yield from ((row.head.value, column, cell) for column, cell in zip(columns, row.cells, strict=True))
        yield row.head.value, None, row.total
    if matrix.totals:
        yield from ((None, column, cell) for column, cell in zip(columns, matrix.totals, strict=True))
    yield None, None, matrix.all


def _told(row: str | None, column: str | None, cell: Cell, found: str) -> dict:
    address = cell.address.partition("&count=")[0]
    return {"row": row, "column": column, **vars(cell), "address": f"{found}?{address}"}
