"""OpenDocument, RTF and web pages: read as the same document in Word would be."""

import pytest

from interviews.importing import Unreadable, read_transcript

from .office import SPACES, content, open_document, remark, remark_end
from .word import package


def lost(parsed):
    return {dropped.what: (dropped.count, dropped.example) for dropped in parsed.dropped}


def rtf(body):
    return read_transcript("a.rtf", (r"{\rtf1\ansi\ansicpg1252 " + body + "}").encode("latin-1"))


def html(body):
    return read_transcript("a.html", body.encode())


def odt(body, **parts):
    return read_transcript("a.odt", open_document(body, **parts))


def spoken(parsed):
    return [(turn.label, parsed.text[turn.start : turn.end]) for turn in parsed.turns]


ONE_TALK = [("P", "Apa kabar?"), ("I", "Baik\u2028sekali.")]


def test_one_talk_is_the_same_from_every_kind_of_document():
    read = [
        odt("<text:h>Judul</text:h><text:p>P: Apa  kabar?</text:p><text:p>I: Baik<text:line-break/>sekali.</text:p>"),
        rtf(r"{\stylesheet{\s1 heading 1;}}\pard\s1 Judul\par\pard P: Apa kabar?\par I: Baik\line sekali.\par"),
        html("<h1>Judul</h1><p>P: Apa\n kabar?<p>I: <b>Baik</b><br>sekali."),
    ]

    assert [spoken(each) for each in read] == [ONE_TALK] * 3
    assert {each.text for each in read} == {"Judul\nP: Apa kabar?\nI: Baik\u2028sekali."}


def test_what_is_no_talk_in_an_open_document_is_listed():
    aside = "<office:annotation><text:p>Benarkah?</text:p></office:annotation>"
    note = '<text:note text:note-class="endnote"><text:note-body><text:p>Lihat 3</text:p></text:note-body></text:note>'
    deleted = "<text:changed-region><text:deletion><text:p>tidak </text:p></text:deletion></text:changed-region>"
    header = "<style:header><text:p>RAHASIA</text:p></style:header>"

    parsed = odt(
        f"<text:tracked-changes>{deleted}</text:tracked-changes>"
        f"<text:p>P: Ya{aside} dan{note}<draw:frame/> tahu.</text:p><text:p>I: Oh.</text:p>",
        styles=f"<office:document-styles {SPACES}><style:master-page>{header}</style:master-page>"
        "</office:document-styles>",
    )

    assert parsed.text == "P: Ya dan tahu.\nI: Oh."
    assert lost(parsed) == {
        "Deleted text (tracked changes)": (1, "tidak"),
        "Comments": (1, "Benarkah?"),
        "Endnotes": (1, "Lihat 3"),
        "Pictures and drawings": (1, ""),
        "Headers and footers": (1, "RAHASIA"),
    }


def test_a_comment_in_an_open_document_stands_on_its_words_and_an_answer_on_those_that_it_answers():
    parsed = odt(
        "<text:h>Judul</text:h><text:p>P: Apa?</text:p>"
        f"<text:p>B1: Kami {remark('n1', 'Pembimbing  1', ['Berapa?<text:line-break/>Sebut.', 'Siapa?'])}menyumbang"
        f"<text:s/>{remark('n2', 'A', ['Kain?'])}<text:span>masker{remark_end('n1')} itu</text:span></text:p>"
        f"<text:p>kain{remark_end('n2')}{remark('', 'B', ['Ya, kain.'], answers='n2')} juga"
        f"{remark('', 'B', ['Tanpa tempat'])}{remark('n3', 'B', ['...'])}.</text:p>"
    )

    assert [(parsed.text[each.start : each.end], each.author, each.words) for each in parsed.comments] == [
        ("menyumbang masker", "Pembimbing 1", "Berapa?\nSebut.\nSiapa?"),
        ("masker itu\nkain", "A", "Kain?"),
        ("masker itu\nkain", "B", "Ya, kain."),
    ]
    assert parsed.text == "Judul\nP: Apa?\nB1: Kami menyumbang masker itu\nkain juga."
    assert lost(parsed) == {"Comments": (1, "Tanpa tempat")}


def test_a_comment_in_a_table_of_an_open_document_keeps_its_words():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = [("P", "Apa?"), ("B1", f"Kami {remark('n1', 'A', ['Kain?'])}masker{remark_end('n1')} itu")]
    table = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)

    parsed = odt(f"<table:table>{table}</table:table>")

    assert [(parsed.text[each.start : each.end], each.words) for each in parsed.comments] == [("masker", "Kain?")]


def test_what_is_no_talk_in_rtf_is_listed():
    parsed = rtf(
        r"{\header RAHASIA\par}P: Ya{\*\annotation Benarkah?} dan{\footnote Lihat 3}{\deleted  tidak}{\v  sst}"
        r"{\pict\pngblip 89504e47} tahu.\par I: Oh.\par"
    )

    assert parsed.text == "P: Ya dan tahu.\nI: Oh."
    assert lost(parsed) == {
        "Headers and footers": (1, "RAHASIA"),
        "Comments": (1, "Benarkah?"),
        "Footnotes": (1, "Lihat 3"),
        "Deleted text (tracked changes)": (1, "tidak"),
        "Hidden text": (1, "sst"),
        "Pictures and drawings": (1, ""),
    }


def test_what_is_no_talk_on_a_page_is_listed_and_scripts_are_nothing():
    parsed = html(
        "<title>x</title><nav>Beranda</nav><script>alert(1)</script><p>P: Ya<del> tidak</del> dan<img src=x onerror=a> "
        "tahu.</p><p style='display:none'>sst</p><p>I: Oh.</p><footer>2026</footer>"
    )

    assert parsed.text == "P: Ya dan tahu.\nI: Oh."
    assert lost(parsed) == {
        "Menus, page heads and page feet": (2, "Beranda"),
        "Deleted text (tracked changes)": (1, "tidak"),
        "Pictures and drawings": (1, ""),
        "Hidden text": (1, "sst"),
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\u-10179 ?\u-8704 ?", "😀"),
        (r"{\uc2\u20320\'c4\'e3\u22909\'ba\'c3}", "你好"),
        (r"\u233\'e9", "é"),
        (r"\'93caf\'e9\'94", "“café”"),
        (r"{\f1\'82\'a0\'83V}", "あシ"),
        (r"\ldblquote a\rdblquote\emdash b", "“a”—b"),
        (r"{\uc0\u233 x}", "éx"),
        (r"\bin3 }}}x", "x"),
    ],
)
def test_letters_of_rtf_are_what_was_written(written, meant):
    parsed = rtf(r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}P: " + written + r"\par I: b\par")

    assert parsed.text == f"P: {meant}\nI: b"
    assert not parsed.dropped


def test_half_a_letter_in_rtf_is_said_to_be_lost():
    assert lost(rtf(r"P: a\u-10179 ?\par I: b\par")) == {"Characters that could not be read": (1, "")}


def test_tables_with_a_table_inside_read_alike():
    header = ["Pembicara", "Ucapan"]
    inner = "<table><tr><td>a</td><td>b</td></tr></table>"
    page = html(
        f"<table><tr><th>{'<th>'.join(header)}</tr><tr><td>P<td>Apa?</tr><tr><td>B1<td><p>Satu</p><p>Dua</p></tr>"
        f"<tr><td>P<td>{inner}</tr></table>"
    )
    office = odt(
        "<table:table>"
        + "".join(
            "<table:table-row>"
            + "".join(
                f"<table:table-cell>{cell if cell.startswith('<') else f'<text:p>{cell}</text:p>'}</table:table-cell>"
                for cell in row
            )
            + "</table:table-row>"
            for row in [header, ["P", "Apa?"], ["B1", "<text:p>Satu</text:p><text:p>Dua</text:p>"]]
            + [
                [
                    "P",
                    "<table:table><table:table-row>"
                    "<table:table-cell><text:p>a</text:p></table:table-cell>"
                    "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
                ]
            ]
        )
        + "</table:table>"
    )
    cells = r"\trowd\pard\intbl Pembicara\cell Ucapan\cell\row P\cell Apa?\cell\row B1\cell Satu\par Dua\cell\row "
    rich = rtf(cells + r"P\cell\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\nestrow}\cell\row\pard\par")

    assert spoken(page) == [("P", "Apa?"), ("B1", "Satu\u2029Dua"), ("P", "a\tb")]
    assert (page.text, page.turns) == (office.text, office.turns) == (rich.text, rich.turns)


def test_entities_in_an_open_document_are_refused():
    harmful = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{content("<text:p>P: &a;</text:p>")}'

    with pytest.raises(Unreadable, match="declares entities"):
        read_transcript("a.odt", package({"content.xml": harmful}))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<div>" * 30_000 + b"P: a<p>I: b"),
        ("a.rtf", rb"{\rtf1" + b"{" * 30_000 + rb"P: a\par I: b"),
        ("a.rtf", b"P: a\nI: b"),
        ("a.odt", package({"content.xml": content("<text:section>" * 30_000 + "</text:section>" * 30_000)})),
        ("a.odt", package({"content.xml": f"<office:document-content {SPACES}/>"})),
        ("a.odt", package({"mimetype": "application/vnd.oasis.opendocument.text"})),
        ("a.odt", package({"content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"})),
    ],
)
def test_what_is_nested_without_end_or_something_else_is_refused(name, data):
    with pytest.raises(Unreadable, match=rf"^{name}: "):
        read_transcript(name, data)
