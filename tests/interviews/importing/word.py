"""Small Word documents made by hand, part by part, as no library would write them."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def link(number, kind, target):
    return f'<Relationship Id="rId{number}" Type="{RELATED}/{kind}" Target="{target}"/>'


def document(body, parts=None, space=W):
    """The bytes of a .docx with this content of w:body; `parts` are other parts of the folder word/, by kind."""
    parts = parts or {}
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": LINKS.format(link(1, "officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": LINKS.format(
            "".join(link(number, kind, f"{kind}.xml") for number, kind in enumerate(parts))
        ),
        **{f"word/{kind}.xml": content for kind, content in parts.items()},
    }
    return package(files)


def package(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def p(*runs, style=None):
    """A paragraph of texts and ready XML."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows):
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
