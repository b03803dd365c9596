"""What a Word document consists of beside its text: paper, styles, language, footnotes, pictures, properties."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from docx import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from reports.book.tree import Document, Figure
from reports.exchange import wordml
from reports.exchange.documents.apart import DOTS
from reports.exchange.wordml import TWIPS, paragraph, run

SHORT, LONG = 21.0, 29.7  # cm of paper
LEFT, ELSE = 3.5, 2.5  # cm of margins: the left one is bound
ROOM = {False: SHORT - LEFT - ELSE, True: LONG - 2 * ELSE}
SAME_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # the same bytes for the same state
LANGUAGES = {"id": "id-ID", "en": "en-GB"}
FONT = "Times New Roman"
FIRST_NOTE = 2  # 0 and 1 are the lines above the notes
EMU = 360_000  # in a centimetre
INCH = 2.54  # cm
"""Styles that the template has not got: id, name, base, points before and after, size."""
STYLES = (
    ("Lead", "Lead", "BodyText", 0, 6, 12),
    ("Stage", "Stage", "Normal", 0, 8, 10),
    ("TableText", "Table Text", "Normal", 1, 1, 8.5),
    ("TableHeading", "Table Heading", "TableText", 1, 1, 7.5),
    ("AfterTable", "After Table", "Normal", 0, 4, 6),
    ("FigureBody", "Figure", "Normal", 8, 2, 12),
    ("FigureCaption", "Figure Caption", "Caption", 2, 10, 10),
    ("TOC1", "toc 1", "Normal", 4, 0, 11),
    ("TOC2", "toc 2", "Normal", 0, 0, 11),
    ("TableofFigures", "table of figures", "Normal", 0, 0, 11),
    ("FootnoteText", "footnote text", "Normal", 0, 2, 9),
)
TABLE_STYLE = (
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="8" w:space="0" '
    'w:color="auto"/><w:insideH w:val="single" w:sz="2" w:space="0" w:color="A6A6A6"/></w:tblBorders><w:tblCellMar>'
    '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" '
    'w:color="auto"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
)
TEXT, NOTES = "word/document.xml", "word/footnotes.xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
    '<wp:docPr id="{number}" name={name} descr={alt}/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name={name} descr={alt}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="picture{number}" xmlns:r="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)


class Size(NamedTuple):
    wide: int
    high: int


def packed(document: Document, body: str, notes: list[str], pictures: list[bytes]) -> bytes:
    """The package around a body as XML, of which the last element is that of its last section."""
    parts = wordml.parts_of(_frame(document))
    before, after = re.split(b"<w:body>.*</w:body>", parts[TEXT], flags=re.S)
    parts[TEXT] = before + f"<w:body>{body}</w:body>".encode() + after
    parts[NOTES] = _footnotes(notes).encode()
    for number, png in enumerate(pictures, start=1):
        parts[f"word/media/picture{number}.png"] = png
    types = f'<Default Extension="png" ContentType="image/png"/><Override PartName="/{NOTES}" ContentType="{TYPE}"/>'
    _join(parts, "[Content_Types].xml", "</Types>", types)
    related = _relation("notes", "footnotes", "footnotes.xml") + "".join(
        _relation(f"picture{number}", "image", f"media/picture{number}.png") for number in range(1, len(pictures) + 1)
    )
    _join(parts, "word/_rels/document.xml.rels", "</Relationships>", related)
    return wordml.packed(parts)


def _join(parts: dict[str, bytes], name: str, end: str, more: str) -> None:
    parts[name] = parts[name].replace(end.encode(), more.encode() + end.encode())


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{RELATION}{kind}" Target="{target}"/>'


def section(wide: bool) -> str:
    """The properties of a section of pages, upright or on their side."""
    across, down = (LONG, SHORT) if wide else (SHORT, LONG)
    left = ELSE if wide else LEFT
    margins = f'w:top="{_twips(ELSE)}" w:right="{_twips(ELSE)}" w:bottom="{_twips(ELSE)}" w:left="{_twips(left)}"'
    lie = ' w:orient="landscape"' if wide else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER}"/><w:footerReference w:type="default" '
        f'r:id="{FOOTER}"/><w:type w:val="nextPage"/><w:pgSz w:w="{_twips(across)}" w:h="{_twips(down)}"{lie}/>'
        f'<w:pgMar {margins} w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    )


def turned(wide: bool) -> str:
    """The end of a section: what follows lies otherwise."""
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/>{section(wide)}</w:pPr></w:p>'


def _twips(centimetres: float) -> int:
    return round(centimetres * TWIPS)


def picture(figure: Figure, png: bytes, number: int, room: float) -> str:
    """A picture in a run, in its size or as wide as there is room for, with what it shows in words."""
    size = _size(png)
    wide = min(room, size.wide / DOTS * INCH)
    given = {"wide": int(wide * EMU), "high": int(wide * size.high / size.wide * EMU), "number": number}
    named = {"name": quoteattr(figure.caption), "alt": quoteattr(figure.alt), "relation": RELATION.rstrip("/")}
    return DRAWING.format(**given, **named)


def _size(png: bytes) -> Size:
    """Pixels, from the head of a PNG."""
    return Size(int.from_bytes(png[16:20]), int.from_bytes(png[20:24]))


def _footnotes(notes: list[str]) -> str:
    """The two lines above the notes, which Word asks for, and the notes."""
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{place}">{paragraph(f"<w:r><w:{kind}/></w:r>")}</w:footnote>'
        for place, kind in enumerate(("separator", "continuationSeparator"))
    )
    told = "".join(
        f'<w:footnote w:id="{place}">{paragraph(mark + run(" " + note), "FootnoteText")}</w:footnote>'
        for place, note in enumerate(notes, start=FIRST_NOTE)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{lines}{told}</w:footnotes>'


HEADER, FOOTER = "rId9", "rId10"


def _frame(document: Document) -> bytes:
    """An empty document with the styles, the head and the foot of every page, and nothing that tells of a time."""
    word = WordDocument()
    _properties(word, document)
    _looks(word, LANGUAGES[document.language])
    section_ = word.sections[0]
    section_.header.paragraphs[0].text = document.title
    foot = section_.footer.paragraphs[0]
    foot.alignment = 2
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _properties(word, document: Document) -> None:
    told = word.core_properties
    told.title, told.subject, told.language = (
        document.title[:255],
        document.subtitle[:255],
        LANGUAGES[document.language],
    )
    told.author = told.last_modified_by = "Coprod"
    told.comments = ""
    told.created = told.modified = SAME_TIME
    told.revision = 1


def _looks(word, language: str) -> None:
    styles = word.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    for key, name, base, before, after, size in STYLES:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), key)
        made.base_style = next(each for each in styles if each.style_id == base)
        _spaced(made, before, after, size)
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _plain(style)
    _adjust(styles)
    styles.element.append(parse_xml(TABLE_STYLE))


def _spaced(style, before: int, after: int, size: float) -> None:
    style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0


def _plain(style) -> None:
    """Black, and of one family: a theme would bring its own."""
    fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    if fonts is not None:
        for name in list(fonts.attrib):
            del fonts.attrib[name]
    style.font.name = FONT
    if style.name.startswith(("Heading", "Title", "Subtitle", "Caption", "TOC", "Quote")):
        style.font.color.rgb = RGBColor(0, 0, 0)


def _adjust(styles) -> None:
    by_id = {style.style_id: style for style in styles}
    _spaced(by_id["Normal"], 0, 6, 12)
    by_id["Normal"].paragraph_format.line_spacing = 1.15
    for key, size, before in (("Heading1", 16, 0), ("Heading2", 13, 16), ("Heading3", 12, 12), ("Caption", 10, 10)):
        _spaced(by_id[key], before, 4, size)
        by_id[key].paragraph_format.keep_with_next = True
    by_id["Heading1"].paragraph_format.page_break_before = True
    by_id["TableHeading"].font.bold = True
    by_id["Stage"].font.italic = True
    for key in ("Stage", "Lead", "FigureBody"):
        by_id[key].paragraph_format.keep_with_next = True
    quote = by_id["Quote"].paragraph_format
    quote.left_indent = quote.right_indent = Pt(28)
    for key in ("TOC1", "TOC2", "TableofFigures"):
        stop = by_id[key].paragraph_format
        stop.tab_stops.add_tab_stop(Pt(ROOM[False] * 28.35), 2, 1)
        stop.left_indent = Pt(14 if key == "TOC2" else 0)
