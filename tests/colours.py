"""Colours of the style sheet, how far they stand from each other, and how they look to people who see fewer."""

import math
import re
from operator import mul
from pathlib import Path

TOKENS = Path(__file__).resolve().parent.parent / "static/css/tokens.css"
Rgb = tuple[float, float, float]
Rows = tuple[Rgb, Rgb, Rgb]

SIGHTS: dict[str, Rows] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Matrices on linear RGB, severity 1.0: Machado, Oliveira, Fernandes (2009), "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 1291-1298, and the table of severities published with it."""

# Oklab: B. Ottosson (2020), "A perceptual color space for image processing", linear sRGB to cones, cones to Lab.
TO_CONES: Rows = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB: Rows = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def tokens() -> dict[str, tuple[str, str]]:
    """Each colour as (light, dark)."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS.read_text())
    return {name: (light, dark) for name, light, dark in found}


def linear(colour: str) -> Rgb:
    """`#rrggbb` as linear RGB, 0 to 1 each (WCAG 2.2, "relative luminance")."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def seen_with(sight: str, colour: str) -> Rgb:
    """`#rrggbb` in Oklab as someone with that sight sees it."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(SIGHTS[sight], linear(colour)))
    return _times(TO_LAB, tuple(map(math.cbrt, _times(TO_CONES, (red, green, blue)))))


def _times(rows: Rows, values: Rgb) -> Rgb:
    first, second, third = (sum(map(mul, row, values)) for row in rows)
    return first, second, third


def distance(one: Rgb, other: Rgb) -> float:
    """Euclidean distance in Oklab; black and white are 1 apart."""
    return math.dist(one, other)
