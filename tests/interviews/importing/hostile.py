"""Files made to do harm, by name; none is stored, each is made when asked for."""

import io
import zipfile
import zlib

from .office import SPACES, content
from .pages import column, pdf, written
from .word import LINKS, RELATED, W, document, link, p, package

FINE = {
    "_rels/.rels": LINKS.format(link(1, "officeDocument", "word/document.xml")),
    "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{p("P: Halo")}</w:body></w:document>',
}
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content("<text:p>P: Halo</text:p>")}
LAUGHS = (
    "<!DOCTYPE x ["
    + '<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {later} "{f"&{one};" * 10}">' for one, later in zip("abcdefgh", "bcdefghi", strict=True))
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW = '<row><c t="inlineStr"><is><t>{}</t></is></c><c t="inlineStr"><is><t>{}</t></is></c></row>'
XLSX = {
    "_rels/.rels": LINKS.format(link(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{RELATED}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": LINKS.format(link(1, "worksheet", "worksheets/sheet1.xml")),
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>'
    f"{_ROW.format('P', 'Halo')}{_ROW.format('I', 'Ya, kami juga')}</sheetData></worksheet>",
}
# Read whole: what is odd in them is never opened, or said in what was dropped.
HARMLESS = {"headless.odt", "nested.docx", "nested.odt", "nested.xlsx", "nul.xlsx", "quote.csv"}
LATER = {"long.html", "long.txt"}  # large, and of no wrong kind: refused by the worker that reads them
TRAVERSALS = ["../evil", "/etc/passwd", "C:\\win", "word/../../evil", "a\\..\\b", "\\\\host\\share"]


def zipped(method=zipfile.ZIP_DEFLATED, **parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _packages(fine, main, ending):
    """What harms any zip package."""
    whole = package(fine)
    for number, name in enumerate(TRAVERSALS):
        yield f"traversal-{number}.{ending}", package({**fine, name: "x"})
    yield f"bomb.{ending}", package({**fine, "Pictures/a.png": bytes(60_000_000)})
    yield f"bomb-body.{ending}", package({**fine, main: fine[main] + " " * 60_000_000})
    yield f"nested.{ending}", package({**fine, "a.zip": package({"b": bytes(60_000_000)}) * 40})
    yield f"entries.{ending}", package({**fine, **{f"m/{number}": b"" for number in range(10_001)}})
    yield f"laughs.{ending}", package({**fine, main: f"{LAUGHS}]>{fine[main]}".replace("Halo", "&i;")})
    yield f"outside.{ending}", package({**fine, main: f"{OUTSIDE}]>{fine[main]}".replace("Halo", "&i;")})
    yield f"cut.{ending}", whole[: len(whole) // 2]
    yield f"headless.{ending}", whole[40:]
    yield f"flipped.{ending}", whole[:60] + bytes(40) + whole[100:]
    yield f"malformed.{ending}", package({**fine, main: fine[main][:-9]})
    yield f"nul.{ending}", package({**fine, main: fine[main].replace("Halo", "\0")})
    yield f"surrogate.{ending}", package({**fine, main: fine[main].replace("Halo", "&#xD83D;")})
    yield f"other.{ending}", package({"xl/workbook.xml": "<workbook/>"})
    yield f"lzma.{ending}", zipped(zipfile.ZIP_LZMA, **fine)
    yield f"text.{ending}", b"P: Halo\nI: Ya"
    yield f"picture.{ending}", b"\x89PNG\r\n\x1a\n" + bytes(900)
    yield f"empty.{ending}", b""


def drawings_in_drawings():
    """A PDF of three kilobytes with a drawing of ten drawings of ten drawings …, twelve deep."""
    forms = [
        f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {number + 1} 0 R>>>>/Length 60>>stream\n"
        f"{'/X Do ' * 10}\nendstream"
        for number in range(5, 17)
    ]
    page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>>>"
    drawn = "<</Length 6>>stream\n/X Do \nendstream"
    return written(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", page, drawn, *forms])


def _packed(drawn, filters="/FlateDecode"):
    return f"<</Length {len(drawn)}/Filter{filters}>>stream\n{drawn.decode('latin-1')}\nendstream"


def _pages():
    whole = pdf(column(["P: Halo", "I: Ya"]))
    catalog, one = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 595 842]>>"
    blanks = zlib.compress(bytes(60_000_000), 9)
    many = zlib.compress(b"BT /F 9 Tf 9 9 Td (a) Tj ET " * 3_000, 9)
    yield "cut.pdf", whole[:150]
    yield "empty.pdf", b"%PDF-1.7\n%%EOF"
    yield "nothing.pdf", pdf([])
    single = [catalog, "<</Type/Pages/Count 1/Kids[3 0 R]>>", one]
    yield "bomb.pdf", written([*single, _packed(blanks)])
    yield "bomb-in-bomb.pdf", written([*single, _packed(zlib.compress(blanks, 9), "[/FlateDecode/FlateDecode]")])
    yield "signs.pdf", written([*single, _packed(zlib.compress(b"BT (a) Tj ET " * 2_000_000, 9))])
    yield "string.pdf", written([*single, _packed(zlib.compress(b"BT (" + b"a" * 30_000_000 + b") Tj ET", 9))])
    yield "drawings.pdf", drawings_in_drawings()
    yield "again.pdf", written([catalog, f"<</Type/Pages/Count 3000/Kids[{'3 0 R ' * 3_000}]>>", one, _packed(many)])
    yield "loop.pdf", written([catalog, "<</Type/Pages/Count 99999/Kids[2 0 R 2 0 R]>>"])
    yield "self.pdf", written(["<</Type/Catalog/Pages 1 0 R>>"])
    yield "many.pdf", written([catalog, "<</Type/Pages/Count 2147483647/Kids[]>>"])
    yield "deep.pdf", written([catalog, "[" * 50_000 + "]" * 50_000])
    yield (
        "script.pdf",
        written([catalog[:-2] + "/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", "<</Type/Pages/Count 0>>"]),
    )
    yield "zip.pdf", package(FINE)


def _texts():
    yield "nul.txt", b"P: a\0b\nI: c"
    yield "surrogate.txt", b"P: a" + b"\xed\xa0\xbd" + b"\nI: b"
    yield "half.txt", b"\xff\xfeP\0:\0 \0\x3d\xd8"
    yield "program.txt", b"\x7fELF" + bytes(range(256)) * 20
    yield "long.txt", b"P: aaaa\n" * 700_000
    yield "zip.txt", package(FINE)
    yield "damaged.txt", "P: été à Noël, ça va\n".encode() * 9 + b"\xe9\n"
    yield "rich.txt", rb"{\rtf1 P: a\par}"
    yield "time.vtt", b"WEBVTT\n\n99:99:99 --> 1\nx"
    yield "backwards.srt", b"1\n00:00:09,000 --> 00:00:01,000\nx"
    yield "nul.csv", b"Speaker,Words\nP,a\0b"
    yield "quote.csv", b'Speaker,Words\nP,"' + b"a" * 2_000_000
    yield "deep.json", b"[" * 200_000
    yield "digits.json", b"[" + b"9" * 100_000 + b"]"
    yield "surrogate.json", b'{"segments": [{"text": "\\ud83d"}]}'
    yield "other.json", b'{"__proto__": {"segments": 1}}'
    yield "deep.html", b"<div>" * 60_000 + b"P: a"
    yield "script.html", b"<script>alert(1)</script>"
    yield "nul.html", b"<p>P: \0</p>"
    yield "long.html", b"<p>P: a</p>" * 600_000
    yield "deep.rtf", rb"{\rtf1" + b"{" * 60_000
    yield "bin.rtf", rb"{\rtf1\bin99999999999 P: a}"
    yield "picture.rtf", rb"{\rtf1{\pict " + b"ff" * 900_000 + b"}}"
    yield "page.rtf", b"%PDF-1.7"
    yield "a.exe", b"MZ" + bytes(900)
    yield "a.doc", b"\xd0\xcf\x11\xe0" + bytes(900)


def hostile_files():
    """Name and bytes, one after the other."""
    yield from _packages(FINE, "word/document.xml", "docx")
    yield from _packages(ODT, "content.xml", "odt")
    yield from _packages(XLSX, "xl/worksheets/sheet1.xml", "xlsx")
    far = XLSX["xl/worksheets/sheet1.xml"].replace("</row><row><c", '</row><row r="1048576"><c r="XFD1048576"')
    yield "far.xlsx", package({**XLSX, "xl/worksheets/sheet1.xml": far})  # seventeen thousand million cells
    yield "deep.docx", document("<w:sdt>" * 60_000)
    yield "sheet.odt", package({"content.xml": f"<office:document-content {SPACES}/>"})
    yield from _pages()
    yield from _texts()
    yield "huge.docx", b"PK\3\4" + bytes(50_000_001)
