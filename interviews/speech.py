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
LETTERS = frozenset("pinrtjqa")
NUMBERED_LETTERS = frozenset("pinr")
_ANSWER_TO = {"t": "j", "q": "a", "j": "t", "a": "q"}

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
    return _word(folded(label)) is not None or is_machines(label)


def is_machines(label: str) -> bool:
    """Whether a machine gave the label: "Speaker 1" is whoever spoke first in that file."""
    return bool(_MACHINE.fullmatch(folded(label)))


def is_one_letter(label: str) -> bool:
    """Whether the label is a single letter of the trade, with or without a number: "P", "I2"."""
    return _word(folded(label)) in LETTERS


def guess_speakers(labels: Sequence[str], codes: Iterable[str] = ()) -> dict[str, Proposal]:
    """For each label who it may be.

    `codes` are the codes of the study's informants. A label meets a code when it equals it, when it is the code behind
    a word of the trade ("Informan T1" and T1, "Narasumber 2" and N2), or when only one of each is left over.
    """
    by_code = {folded(code): code for code in codes}
    words = {label: _word(folded(label)) or "" for label in labels}
    kinds = {label: _kind(label, words) for label in labels}
    found = {
        label: _code_of(label, by_code) for label in labels if kinds[label] != "interviewer" or _is_code(label, by_code)
    }
    _pair_the_last(found, kinds, by_code.values())
    return {
        label: Proposal("informant" if found.get(label) else kind, found.get(label)) for label, kind in kinds.items()
    }


def _is_code(label: str, by_code: dict[str, str]) -> bool:
    return folded(label) in by_code


def _word(label: str) -> str | None:
    """The word or letter of the trade in a folded label: "informan" of "informan t1", "n" of "n1"."""
    if label in INTERVIEWER_WORDS or label in INFORMANT_WORDS or label in LETTERS:
        return label
    match = _CODED.fullmatch(label)
    if match is None:
        return None
    word, code = match["word"], match["code"]
    if word in INTERVIEWER_WORDS or word in INFORMANT_WORDS:
        return word
    return word if word in NUMBERED_LETTERS and code.isdecimal() else None


def _kind(label: str, words: dict[str, str]) -> Kind:
    word, others = words[label], {words[other] for other in words if other != label}
    if word in INTERVIEWER_WORDS:
        return "interviewer"
    if word in INFORMANT_WORDS or word in ("n", "r"):
        return "informant"
    if word in _ANSWER_TO:
        asks = word in "tq"
        return ("interviewer" if asks else "informant") if _ANSWER_TO[word] in others else "other"
    if word in ("p", "i"):
        return _kind_of_p_or_i(label, word, words, others)
    return "other"


def _kind_of_p_or_i(label: str, word: str, words: dict[str, str], others: set[str]) -> Kind:
    """P asks and I answers (Pewawancara, Informan), unless I asks and R, N or P1 and P2 answer (Interviewer)."""
    is_bare = folded(label) == word
    numbered_p = any(other == "p" and folded(each) != "p" for each, other in words.items() if each != label)
    bare_p = any(folded(each) == "p" for each in words if each != label)
    asked = bool(others & INTERVIEWER_WORDS) or bare_p
    answered = bool(others & (INFORMANT_WORDS | {"n", "r"}))
    if word == "i":
        return "interviewer" if is_bare and not asked and (answered or numbered_p) else "informant"
    if is_bare:
        return "informant" if asked else "interviewer"
    return "interviewer" if not asked and (answered or _has_numbered_i(words)) else "informant"


def _has_numbered_i(words: dict[str, str]) -> bool:
    return any(word == "i" and folded(label) != "i" for label, word in words.items())


def _code_of(label: str, by_code: dict[str, str]) -> str | None:
    whole = folded(label)
    if whole in by_code:
        return by_code[whole]
    match = _CODED.fullmatch(whole)
    if match and (word := _word(whole)):
        for code in (match["code"], word[0] + match["code"]):
            if code in by_code:
                return by_code[code]
    return by_code.get(re.sub(r"[\s._-]+", "", whole))


def _pair_the_last(found: dict[str, str | None], kinds: dict[str, Kind], codes: Iterable[str]) -> None:
    """Where one informant's label and one informant's code are left, they belong together."""
    labels = [label for label, code in found.items() if code is None and kinds[label] == "informant"]
    left = [code for code in codes if code not in found.values()]
    if len(labels) == len(left) == 1 and len(found) == sum(code is not None for code in found.values()) + 1:
        found[labels[0]] = left[0]
