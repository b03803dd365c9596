"""`python -m reports.method < EVIDENCE.json`: how an examiner recomputes a published summary.

One document, or one per line; as many summaries on standard output, in canonical form. Refused evidence: exit 2,
nothing on standard output, one line on standard error.
"""

import sys
from collections.abc import Iterator

from reports.method.canonical import canonical_json
from reports.method.checks import InvalidEvidence
from reports.method.documents import LineRefused, documents
from reports.method.evidence import canonical_evidence
from reports.method.summary import summary_of

REFUSED = 2
USAGE = "usage: python -m reports.method < EVIDENCE.json"


def checked(data: bytes) -> Iterator[dict]:
    """The canonical evidence of every document. Raises LineRefused."""
    for line, document in documents(data):
        try:
            yield canonical_evidence(document)
        except InvalidEvidence as refusal:
            raise LineRefused(line, refusal) from refusal


def main() -> int:
    if sys.argv[1:]:
        print(USAGE, file=sys.stderr)
        return REFUSED
    try:
        evidence = list(checked(sys.stdin.buffer.read()))  # no line is answered unless all are valid
    except LineRefused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    for canonical in evidence:
        sys.stdout.buffer.write(canonical_json(summary_of(canonical)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
