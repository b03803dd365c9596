"""What is coded in a blind phase."""

from coding.passages import code_passage
from tests.factories import span_of


def coded(study, transcript, coder, words="masker", key="MAT"):
    place = {"transcript": transcript, **span_of(transcript, words)}
    return code_passage(study, coder=coder, code=study.codes.get(key=key), **place)[0]
