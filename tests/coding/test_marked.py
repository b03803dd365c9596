"""The marks in a memo's text, without a database."""

import pytest

from coding.marked import Mark, pieces, stored, typed

ANI, BUDI = "0b8e3f0a-1111-4222-8333-444455556666", "1c8e3f0a-1111-4222-8333-444455556666"
CODE, PASSAGE = "2d8e3f0a-1111-4222-8333-444455556666", "3e8e3f0a-1111-5222-8333-444455556666"
PEOPLE = {"ani": ANI, "ani.w": BUDI}
CODES = {"MAT": CODE, "MAT.5": PASSAGE}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Lihat @ani.", f"Lihat @[{ANI}]."),
        ("@Ani.W, setuju?", f"@[{BUDI}], setuju?"),
        ("(@ani)", f"(@[{ANI}])"),
        ("#mat dan #MAT.5", f"#[{CODE}] dan #[{PASSAGE}]"),
        ("surat@ani dan @anita dan @siapa", "surat@ani dan @anita dan @siapa"),
        ("/halaman#MAT dan #1", "/halaman#MAT dan #1"),
        (f"https://contoh.test/studies/a-b/interviews/W1/#p-{PASSAGE} ya", f"¶[{PASSAGE}] ya"),
        (f"/studies/a/passages/{PASSAGE}/", f"¶[{PASSAGE}]"),
        (f"https://contoh.test/studies/a/interviews/W1/#p-{PASSAGE}0", None),
        (f"sudah @[{ANI}]", f"sudah @[{ANI}]"),
    ],
)
def test_names_keys_and_addresses_become_marks_and_everything_else_stays(said, kept):
    assert stored(said, PEOPLE, CODES) == (said if kept is None else kept)


def test_a_text_is_its_words_and_marks_in_their_order():
    text = f"Untuk @[{ANI}]: ¶[{PASSAGE}]#[{CODE}]"

    found = pieces(text)

    assert found == ["Untuk ", Mark("@", ANI), ": ", Mark("¶", PASSAGE), Mark("#", CODE)]
    assert "".join(map(str, found)) == text


def test_what_was_stored_is_typed_again_as_it_was():
    said = "@ani.w lihat #MAT.5"
    names = {Mark("@", BUDI): "@ani.w", Mark("#", PASSAGE): "#MAT.5"}

    assert typed(stored(said, PEOPLE, CODES), names) == said
    assert typed(f"@[{ANI}]", names) == f"@[{ANI}]"
