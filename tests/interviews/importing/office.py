"""Small OpenDocument texts made by hand."""

from .word import package

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in [("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")]
    + [("style", "style")]
)


def content(body):
    return (
        f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def open_document(body, **parts):
    """The bytes of an .odt with this content; `parts` are further files, as styles="<…/>"."""
    others = {f"{name}.xml": xml for name, xml in parts.items()}
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content(body), **others})
