"""Word documents: one turn per line, as they read once all tracked changes are accepted."""

import io
import time

import docx
import pytest

from interviews.importing import Dropped, read_transcript

from .word import W, document, p, r, table


def read(body, **parts):
    return read_transcript("a.docx", document(body, parts))


def test_each_turn_is_a_line_with_its_label_and_without_its_time():
    parsed = read(p("P (00:01:02):  Halo") + p("") + p("I\t[00:01:09]: Ya"))

    assert parsed.text == "P: Halo\nI: Ya"
    assert [(turn.label, parsed.text[turn.start : turn.end], turn.start_ms) for turn in parsed.turns] == [
        ("P", "Halo", 62_000),
        ("I", "Ya", 69_000),
    ]


def test_a_document_made_by_python_docx_is_read():
    made, file = docx.Document(), io.BytesIO()
    made.add_heading("Wawancara", 1)
    made.add_paragraph().add_run("P:").bold = True
    made.paragraphs[-1].add_run(" Halo")
    made.add_paragraph("I: Ya")
    made.save(file)

    parsed = read_transcript("a.docx", file.getvalue())

    assert parsed.text == "Wawancara\nP: Halo\nI: Ya"
    assert parsed.speakers == ["P", "I"]


def test_insertions_stay_and_deletions_go():
    parsed = read(
        p(
            "P: Halo ",
            "<w:del><w:r><w:delText>semua </w:delText><w:br/></w:r></w:del><w:ins><w:r><w:t>Ibu</w:t></w:r></w:ins>",
        )
        + p("I: ", "<w:moveFrom><w:r><w:t>lama</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>baru</w:t></w:r></w:moveTo>")
    )

    assert parsed.text == "P: Halo Ibu\nI: baru"
    assert parsed.dropped == [Dropped("Deleted text (tracked changes)", 2, "semua")]


def test_a_deleted_end_of_paragraph_joins_the_next_one():
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>P: Halo </w:t></w:r></w:p>"

    assert read(joined + p("semua") + p("I: Ya")).text == "P: Halo semua\nI: Ya"


def test_a_deleted_row_of_a_table_goes():
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('P')}</w:tc><w:tc>{p('tidak')}</w:tc></w:tr>"
    body = table(("P", "Halo"), ("I", "Ya")).replace("</w:tbl>", f"{gone}</w:tbl>")

    assert read(body).text == "P: Halo\nI: Ya"


def test_a_soft_break_stays_within_its_turn():
    parsed = read(p("P: satu", "<w:r><w:br/></w:r>", "dua", "<w:r><w:tab/></w:r>", "tiga") + p("I: Ya"))

    assert parsed.text == "P: satu\u2028dua\ttiga\nI: Ya"
    assert len(parsed.turns) == 2


def test_a_paragraph_without_a_label_goes_on_in_the_turn():
    assert read(p("P: satu") + p("dua") + p("I: Ya")).text == "P: satu\u2029dua\nI: Ya"


def test_a_name_and_a_time_above_a_soft_break_open_a_turn():
    body = "".join(p(f"{name}   0:0{at}", "<w:r><w:br/></w:r>", "Halo") for name, at in [("Budi", 1), ("Siti", 2)])

    assert read(body).text == "Budi: Halo\nSiti: Halo"


def test_content_controls_links_and_fields_keep_their_shown_text():
    field = "<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>12</w:t></w:r>"
    control = f"<w:sdt><w:sdtContent>{r('kota ')}</w:sdtContent></w:sdt><w:hyperlink>{r('lama ')}</w:hyperlink>"

    whole = f"<w:sdt><w:sdtContent>{p('I: Ya')}</w:sdtContent></w:sdt>"

    assert read(p("P: ", control, field) + whole).text == "P: kota lama 12\nI: Ya"


def test_headings_are_nobodys_words_by_style_whatever_its_language():
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="Judul1"><w:name w:val="heading 1"/></w:style></w:styles>'
    parsed = read(p("P: Halo") + p("Bagian dua", style="Judul1") + p("I: Ya"), styles=styles)

    assert parsed.text == "P: Halo\nBagian dua\nI: Ya"
    assert [parsed.text[turn.start : turn.end] for turn in parsed.turns] == ["Halo", "Ya"]


def test_without_labels_each_paragraph_is_a_turn():
    parsed = read(p("Satu.") + p("") + p("Dua.") + p("Tiga."))

    assert parsed.text == "Satu.\nDua.\nTiga."
    assert [turn.label for turn in parsed.turns] == [None, None, None]


@pytest.mark.parametrize(
    "rows",
    [
        [("P", "Halo"), ("I", "Ya"), ("P", "Oke")],
        [("P:", "00:01:02", "Halo"), ("I:", "00:01:09", "Ya"), ("P:", "00:01:11", "Oke")],
        [("No", "Jam", "Pembicara", "Teks"), ("1", "01:02", "P", "Halo"), ("2", "", "I", "Ya"), ("3", "", "P", "Oke")],
        [("Nama", "Hasil wawancara"), ("P (01:02)", "Halo"), ("I (01:09)", "Ya"), ("P", "Oke")],
    ],
)  # fmt: skip
def test_a_table_of_speakers_times_and_words_is_a_transcript(rows):
    parsed = read(p("Judul") + table(*rows))

    assert parsed.text == "Judul\nP: Halo\nI: Ya\nP: Oke"
    assert len(parsed.turns) == 3


def test_a_table_of_questions_and_answers_is_a_transcript():
    parsed = read(table(("No", "Pertanyaan", "Jawaban"), ("1", "Apa?", "Ini."), ("2", "Lalu?", p("Itu.") + p("Ya."))))

    assert parsed.text == "Pertanyaan: Apa?\nJawaban: Ini.\nPertanyaan: Lalu?\nJawaban: Itu.\u2029Ya."


def test_the_talk_may_stand_in_the_cells_of_a_layout_table():
    assert read(table((p("P: Halo") + p("I: Ya"),))).text == "P: Halo\nI: Ya"


def test_a_break_in_a_table_is_nobodys_and_columns_beside_are_counted():
    rows = [("Speaker", "Text", "Koding"), ("P", "Halo", "A1"), ("", "", "jeda"), ("I", "Ya", "")]
    parsed = read(table(*rows))

    assert parsed.text == "P: Halo\njeda\nI: Ya"
    assert parsed.dropped == [
        Dropped("Column headings of tables", 1, "Speaker Text Koding"),
        Dropped("Table cells beside speaker, time and words", 1, "A1"),
    ]


def test_what_is_no_part_of_the_talk_is_counted():
    box = f"<w:r><w:pict><w:txbxContent>{p('kotak')}</w:txbxContent></w:pict></w:r>"
    comment = f'<w:comments xmlns:w="{W}"><w:comment>{p("benarkah?")}</w:comment></w:comments>'
    header = f'<w:hdr xmlns:w="{W}">{p("RAHASIA")}</w:hdr>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{p("x")}</w:footnote></w:footnotes>'
    parsed = read(
        p("P: Halo", box, "<w:r><w:drawing/></w:r>") + p("I: Ya"), comments=comment, header=header, footnotes=notes
    )

    assert parsed.text == "P: Halo\nI: Ya"
    assert parsed.dropped == [
        Dropped("Text boxes", 1, "kotak"),
        Dropped("Pictures and drawings", 1, ""),
        Dropped("Headers and footers", 1, "RAHASIA"),
        Dropped("Comments", 1, "benarkah?"),
    ]


def begin(number):
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number):
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def remarks(*said):
    each = "".join(
        f'<w:comment w:id="{number}" w:author="{author}">{p(words)}</w:comment>' for number, author, words in said
    )
    return f'<w:comments xmlns:w="{W}">{each}</w:comments>'


def test_a_comment_stands_on_the_words_it_was_about():
    body = (
        p("Bu A", style="x") + p("Kami ", begin(1), r("menyumbang"), end(1), " masker.") + begin(2) + p("Tiap Jumat.")
    )
    body += (
        end(2) + p("P: ", begin(3), "Siapa lagi?") + p("Bu A: Warga", end(3), ", ", begin(4), "😷", end(4), " juga.")
    )
    said = remarks((1, "Pembimbing", "Berapa?"), (2, "", "Cek."), (3, "R 2", "Dua orang"), (4, "R 2", "Emoji"))

    parsed = read(body, comments=said)

    assert [(parsed.text[each.start : each.end], each.author, each.words) for each in parsed.comments] == [
        ("menyumbang", "Pembimbing", "Berapa?"),
        ("Tiap Jumat.", "", "Cek."),
        ("Siapa lagi?\nBu A: Warga", "R 2", "Dua orang"),
        ("😷", "R 2", "Emoji"),
    ]
    assert parsed.dropped == []


def test_a_comment_in_a_table_keeps_its_words_and_one_on_deleted_words_is_named():
    deleted = f'<w:del w:id="9">{begin(2)}<w:r><w:delText>gula</w:delText></w:r>{end(2)}</w:del>'
    rows = table(
        ("P", "Apa?"), ("B1", p("Kami ", begin(1), "masker", end(1))), ("P", p("Lalu?", deleted)), ("B1", "Ya")
    )

    parsed = read(rows, comments=remarks((1, "A", "Kain?"), (2, "A", "Kenapa hilang?"), (3, "A", "Tanpa tempat")))

    assert [(parsed.text[each.start : each.end], each.words) for each in parsed.comments] == [("masker", "Kain?")]
    assert [each for each in parsed.dropped if each.what == "Comments"] == [Dropped("Comments", 2, "Kenapa hilang?")]


def test_signs_without_a_letter_are_written_out():
    signs = (
        '<w:r><w:noBreakHyphen/><w:softHyphen/><w:sym w:char="00B1"/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    )
    parsed = read(p("P: a", signs, "b\nc") + p("I: Ya"))

    assert parsed.text == "P: a\u2011\u00ad±b c\nI: Ya"
    assert parsed.dropped == [Dropped("Signs of symbol fonts", 1, "Wingdings F0E0")]


def test_the_strict_form_of_the_format_is_read():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"

    assert read_transcript("a.docx", document(p("P: Halo") + p("I: Ya"), space=strict)).text == "P: Halo\nI: Ya"


def test_a_million_characters_are_read_within_a_breath():
    words = "Kami sudah berkoordinasi dengan warga sejak awal, tetapi keputusan akhir di kantor kami. " * 4
    data = document("".join(p("P: ", words) + p("I: ", words) for _ in range(1_400)))

    begun = time.process_time()
    parsed = read_transcript("a.docx", data)

    assert len(parsed.text) > 1_000_000
    assert time.process_time() - begun < 1  # measured 0.04 to 0.08 s of work; a busy machine is no fault
