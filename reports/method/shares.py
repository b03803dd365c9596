"""Fractions without floats (method.md 4, pseudo-code `ge`)."""


def reaches(part: int, whole: int, theta: list[int]) -> bool:
    """Whether part/whole ≥ p/q, by cross-multiplication; nothing reaches a share of nothing."""
    p, q = theta
    return whole > 0 and part * q >= whole * p


def tally(counter: dict[str, int], key: str, by: int) -> None:
    """Count `key` up or down by `by`, and forget it at zero: the length is the number of distinct keys."""
    count = counter.get(key, 0) + by
    if count:
        counter[key] = count
    else:
        del counter[key]
