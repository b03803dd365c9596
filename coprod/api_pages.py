"""The description of the API, for programs and for people, and a page for each kind of problem."""

from functools import lru_cache
from operator import itemgetter

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.response import Response

from ground.api_schema import Generator
from ground.problems import MEANINGS

METHODS = ("get", "post", "patch", "put", "delete")


@lru_cache
def document(language: str) -> dict:
    """The OpenAPI document, made once per process and language."""
    return Generator().get_schema(public=True)


class ByFormat(DefaultContentNegotiation):
    """`?format=json` beside the Accept header: OpenAPI tools ask so."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return super().select_renderer(request, renderers, request.query_params.get("format"))


class SchemaView(SpectacularAPIView):
    content_negotiation_class = ByFormat

    def get(self, request, *args, **kwargs):
        return Response(document(get_language()))


schema = SchemaView.as_view()


def docs(request):
    """Every endpoint, for reading: what it takes, what it answers."""
    whole = document(get_language())
    groups: dict[str, list] = {}
    for path, methods in whole["paths"].items():
        for method in METHODS:
            if method in methods:
                groups.setdefault(_group(path), []).append(_operation(whole, path, method, methods[method]))
    return render(
        request, "api/docs.html", {"groups": sorted(groups.items(), key=itemgetter(0)), "info": whole["info"]}
    )


def problem(request, code):
    """What a kind of problem means, and what to do next."""
    if code not in MEANINGS:
        raise Http404
    return render(request, "api/problem.html", {"code": code, "meaning": MEANINGS[code]})


def _group(path: str) -> str:
    parts = [part for part in path.removeprefix("/api/v1/").split("/") if part and "{" not in part]
    return parts[1] if len(parts) > 1 and parts[0] == "studies" else parts[0]


def _operation(schema: dict, path: str, method: str, said: dict) -> dict:
    bodies = said.get("requestBody", {}).get("content", {})
    return {
        "id": said["operationId"],
        "method": method.upper(),
        "path": path,
        "description": said.get("description", ""),
        "parameters": [
            {**each, "type": _type(each["schema"])} for each in said.get("parameters", []) if each["in"] != "path"
        ],
        "bodies": [(media, _fields(schema, body["schema"])) for media, body in bodies.items()],
        "answers": [(code, *_answer(schema, answer)) for code, answer in sorted(said["responses"].items())],
    }


def _answer(schema: dict, answer: dict) -> tuple[str, list]:
    content = next(iter(answer.get("content", {}).values()), None)
    is_problem = "application/problem+json" in answer.get("content", {})
    return answer.get("description", ""), _fields(schema, content["schema"]) if content and not is_problem else []


def _fields(schema: dict, shape: dict) -> list[dict]:
    """The fields of an object, or of the rows of a page of them."""
    shape = _resolved(schema, shape)
    if "results" in shape.get("properties", {}):
        shape = shape["properties"]["results"]
    if shape.get("type") == "array":
        shape = _resolved(schema, shape["items"])
    needed = shape.get("required", [])
    return [
        {"name": name, "type": _type(field), "required": name in needed, "description": field.get("description", "")}
        for name, field in shape.get("properties", {}).items()
    ]


def _resolved(schema: dict, shape: dict) -> dict:
    while "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    return shape


def _type(shape: dict) -> str:
    """In words: "uuid", "list of Turn", "string or null"."""
    if "$ref" in shape:
        return shape["$ref"].rsplit("/", 1)[1]
    for key in ("allOf", "oneOf", "anyOf"):
        if key in shape:
            return " or ".join(dict.fromkeys(_type(each) for each in shape[key]))
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'])}"
    if "enum" in shape:
        return ", ".join(map(str, shape["enum"]))
    name = shape.get("format") or shape.get("type", "any")
    return f"{name} or null" if shape.get("nullable") else name
