"""Who speaks: what a label such as "P", "Pewawancara" or "Informan T1" says about its speaker.

Pure. It only proposes; the person who imports decides.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Kind = Literal["interviewer", "informant", "other"]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


INTERVIEWER_WORDS = _listed(
    "pewawancara peneliti penanya tanya pertanyaan moderator fasilitator pemandu enumerator interviewer researcher "
    "facilitator question host int interv 主持人 访谈者 采访者 访问者"
)
INFORMANT_WORDS = _listed(
    "informan narasumber narsum responden partisipan peserta subjek jawab jawaban informant interviewee respondent "
    "participant subject answer resp 受访者 被访者 参与者"
)
# One letter means what it means only beside another: "I" is the informant beside "P", the interviewer beside "R".
INTERVIEWER_LETTERS = frozenset("ptq")
INFORMANT_LETTERS = frozenset("inrja")

_CODED = re.compile(r"(?P<word>[^\W\d_]+)[\s._#-]*(?P<code>[^\W\d_]{0,2}\d{0,3}[^\W\d_]?)")
_MACHINE = re.compile(r"(?:speaker|pembicara|penutur|spk)[\s_#-]*\d+")


class Proposal(NamedTuple):
    """What the import page fills in for a label: the kind of speaker, and the informant's code where one fits."""

    kind: Kind
    code: str | None


def folded(label: str) -> str:
    """The label as it is compared: case and repeated spaces make no difference."""
    return " ".join(label.split()).casefold()


def is_known(label: str) -> bool:
    """Whether the label is a word or letter of the trade ("Pewawancara", "Informan T1", "N1") or a machine's."""
    return _word(folded(label)) is not None or bool(_MACHINE.fullmatch(folded(label)))


def is_one_letter(label: str) -> bool:
    """Whether the label is a single letter of the trade, with or without a number: "P", "I2"."""
    word = _word(folded(label))
    return word is not None and len(word) == 1 and word.isascii()


def guess_speakers(labels: Sequence[str], codes: Iterable[str] = ()) -> dict[str, Proposal]:
    """For each label who it may be.

    `codes` are the codes of the study's informants. A label meets a code when it equals it, when it is the code behind
    a word of the trade ("Informan T1" and T1), or when only one of each is left over.
    """
    by_code = {folded(code): code for code in codes}
    kinds = {label: _kind(label, labels) for label in labels}
    found = {label: _code_of(label, by_code) for label in labels if kinds[label] != "interviewer"}
    _pair_the_last(found, kinds, by_code.values())
    return {
        label: Proposal("informant" if found.get(label) else kind, found.get(label)) for label, kind in kinds.items()
    }


def _word(label: str) -> str | None:
    if label in INTERVIEWER_WORDS or label in INFORMANT_WORDS:
        return label
    match = _CODED.fullmatch(label)
    if match is None:
        return None
    word, code = match["word"], match["code"]
    if word in INTERVIEWER_WORDS or word in INFORMANT_WORDS:
        return word
    letter = word[0] if len(word) == 1 and (not code or code.isdigit()) else None
    return letter if letter in INTERVIEWER_LETTERS | INFORMANT_LETTERS else None


def _kind(label: str, labels: Sequence[str]) -> Kind:
    word = _word(folded(label))
    if word == "i" and _is_interviewer_i(label, labels):
        return "interviewer"
    if word in INTERVIEWER_WORDS | INTERVIEWER_LETTERS:
        numbered_participant = word == "p" and "i" in {folded(other) for other in labels} and folded(label) != "p"
        return "informant" if numbered_participant else "interviewer"
    return "informant" if word in INFORMANT_WORDS | INFORMANT_LETTERS else "other"


def _is_interviewer_i(label: str, labels: Sequence[str]) -> bool:
    """A bare "I" asks where someone else answers (R, N, A, P1 and P2) and nobody else asks."""
    others = [_word(folded(other)) or "" for other in labels if other != label]
    numbered = [other for other in labels if re.fullmatch(r"p\s*\d+", folded(other))]
    asked = any(word in INTERVIEWER_WORDS | INTERVIEWER_LETTERS for word in others) and not numbered
    answered = bool(numbered) or any(word in INFORMANT_WORDS | (INFORMANT_LETTERS - {"i"}) for word in others)
    return folded(label) == "i" and answered and not asked


def _code_of(label: str, by_code: dict[str, str]) -> str | None:
    whole = folded(label)
    if whole in by_code:
        return by_code[whole]
    match = _CODED.fullmatch(whole)
    if match and match["code"] in by_code and _word(whole):
        return by_code[match["code"]]
    return by_code.get(re.sub(r"[\s._-]+", "", whole))


def _pair_the_last(found: dict[str, str | None], kinds: dict[str, Kind], codes: Iterable[str]) -> None:
    """Where one informant's label and one informant's code are left, they belong together."""
    labels = [label for label, code in found.items() if code is None and kinds[label] == "informant"]
    left = [code for code in codes if code not in found.values()]
    if len(labels) == len(left) == 1 and len(found) == sum(code is not None for code in found.values()) + 1:
        found[labels[0]] = left[0]
