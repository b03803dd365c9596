"""Small OpenDocument texts made by hand."""

from .word import package

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in [("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")]
    + [("style", "style")]
)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
SPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def remark(name, author, words, answers=""):
    """A comment as LibreOffice writes it, an answer where `answers` names another."""
    named = f' office:name="{name}"' if name else ""
    parent = f' loext:parent-name="{answers}"' if answers else ""
    said = "".join(f'<text:p text:style-name="P1"><text:span>{each}</text:span></text:p>' for each in words)
    return (
        f'<office:annotation{named} loext:resolved="false"{parent}><dc:creator>{author}</dc:creator>'
        f"<dc:date>2026-03-01T10:00:00</dc:date>{said}</office:annotation>"
    )


def remark_end(name):
    return f'<office:annotation-end office:name="{name}"/>'


def content(body):
    return (
        f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def open_document(body, **parts):
    """The bytes of an .odt with this content; `parts` are further files, as styles="<…/>"."""
    others = {f"{name}.xml": xml for name, xml in parts.items()}
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content(body), **others})
