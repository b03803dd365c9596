"""The figures that papers print, each reproduced from the data it prints them for, within a thousandth unless said."""

import pytest

from reports.agreement import (
    alpha_of,
    alpha_u,
    bennetts_s,
    cohens_kappa,
    gwets_ac1,
    highest_kappa,
    interval,
    kappa_of,
    krippendorffs_alpha,
    nested,
    nominal,
    ordinal,
    percent,
    prevalence,
    ratio,
    scotts_pi,
)


def close(value, tolerance=0.001):
    return pytest.approx(value, abs=tolerance)


def by_coder(*rows, read=int):
    """Units from one line of ratings for each coder; a dot is a missing one."""
    ratings = [[None if each == "." else read(each) for each in row.split()] for row in rows]
    return list(zip(*ratings, strict=True))


def by_unit(text):
    """Units from one word for each, a character for each coder."""
    return [tuple(None if each == "." else int(each) for each in unit) for unit in text.replace(";", " ").split()]


def table(*rows):
    """Units of two coders from their table; the rows are the first coder's."""
    return [(a, b) for a, row in enumerate(rows) for b, times in enumerate(row) for _ in range(times)]


# Krippendorff's alpha. The same four coders stand in Krippendorff, Content Analysis, 2nd ed. 2004, p. 230, and in his
# "Computing Krippendorff's Alpha-Reliability", 2011, section C. The last unit is rated by one alone.
FOUR_CODERS = by_coder(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . .",
    ". 3 3 3 2 3 4 2 2 5 1 3",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
NINE_UNITS = by_unit("111 122 222 444 144 222 123 333 222")  # Krippendorff 1980, p. 139
# Hayes and Krippendorff 2007, Communication Methods and Measures 1, p. 84.
FIVE_OBSERVERS = by_unit(
    "112.2; 1101.; 2333.; .00.0; 000.0; 000.0; 102.1; 1.20.; 222.2; 2111.; .100.; 0000.; 1222.; 33223; 111.1; 111.1; "
    "212.2; 1233.; 1101.; 000.0; 0011.; 00.00; 2333.; 0000.; 12.22; 0111.; 00010; 1212.; 1122.; 112.2; 110.0; 2121.; "
    "22.22; 3222.; 222.2; 223.2; 222.2; 22.12; 2222.; 111.1"
)


@pytest.mark.parametrize(
    ("units", "observed", "expected", "alpha"),
    [
        pytest.param(
            by_coder("1 1 0 0 0 0 0 0 0 0", "0 1 1 0 0 1 0 1 0 0"), 0.4, 0.442, 0.095, id="Krippendorff 2004 p. 224"
        ),
        pytest.param(
            by_coder("0 1 0 0 0 0 0 0 1 0", "0 1 1 0 0 1 0 1 0 0"), 0.4, 0.442, 0.095, id="Krippendorff 1980 p. 133"
        ),
        pytest.param(
            by_coder("a a b b d c c c e d d a", "b a b b b c c c e d d d", read=str), 0.25, None, 0.692,
            id="Krippendorff 2011 section B",
        ),
        pytest.param(
            by_coder("a a b b b b b c c c c c", "a b b b b b c c c c c c", read=str), 0.1667, 0.6268, 0.734,
            id="Krippendorff 2004 p. 227",
        ),
        pytest.param(FOUR_CODERS, 0.2, 0.779, 0.743, id="Krippendorff 2004 p. 230"),
        pytest.param(NINE_UNITS, 0.259, 0.724, 0.642, id="Krippendorff 1980 p. 139"),
    ],
)  # fmt: skip
def test_alpha_of_categories_is_the_published_one(units, observed, expected, alpha):
    found = krippendorffs_alpha(units)

    assert found.observed == close(observed)
    assert expected is None or found.expected == close(expected)
    assert found.value == close(alpha)


@pytest.mark.parametrize(
    ("units", "distance", "alpha"),
    [
        pytest.param(FOUR_CODERS, ordinal, 0.815, id="Krippendorff 2011 section C, ordinal"),
        pytest.param(FOUR_CODERS, interval, 0.849, id="Krippendorff 2011 section C, interval"),
        pytest.param(FOUR_CODERS, ratio, 0.797, id="Krippendorff 2011 section C, ratio"),
        pytest.param(FIVE_OBSERVERS, ordinal, 0.7598, id="Hayes and Krippendorff 2007 p. 84, ordinal"),
        pytest.param(FIVE_OBSERVERS, nominal, 0.4765, id="the same, nominal"),
        pytest.param(FIVE_OBSERVERS, interval, 0.7574, id="the same, interval"),
        pytest.param(NINE_UNITS, ratio, 0.483, id="Krippendorff 1980 p. 139, ratio"),
    ],
)
def test_alpha_of_ordered_ratings_is_the_published_one(units, distance, alpha):
    assert krippendorffs_alpha(units, distance).value == close(alpha)


def test_the_disagreement_between_numbers_is_the_published_one():
    found = krippendorffs_alpha(FOUR_CODERS, interval)  # Krippendorff 2011, section C

    assert (found.observed, found.expected) == (close(0.433), close(2.872))


def test_alpha_of_three_coders_with_gaps_is_that_of_the_encyclopedia():
    units = by_coder(
        ". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4"
    )  # Wikipedia, "Krippendorff's alpha"

    assert krippendorffs_alpha(units).value == close(0.691)
    assert krippendorffs_alpha(units, interval).value == close(0.811)


def test_missing_ratings_are_neither_a_category_nor_a_reason_to_drop_a_unit():
    complete = [unit for unit in FOUR_CODERS if None not in unit]
    as_category = [tuple(0 if rating is None else rating for rating in unit) for unit in FOUR_CODERS]

    alpha = krippendorffs_alpha(FOUR_CODERS).value

    assert krippendorffs_alpha(complete).value != close(alpha)
    assert krippendorffs_alpha(as_category).value != close(alpha)
    assert krippendorffs_alpha(FOUR_CODERS[:-1]).value == alpha


def test_alpha_of_one_category_against_the_others_is_the_published_one():
    assert [alpha_of(NINE_UNITS, category).value for category in (1, 2, 3, 4)] == [
        close(0.381), close(0.711), close(0.717), close(0.764),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("units", "p", "kappa", "pi", "s"),
    [
        pytest.param(table((25, 12, 3), (13, 2, 15), (12, 16, 2)), 0.29, -0.092, None, None, id="Cohen 1960, 1"),
        pytest.param(table((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.7, 0.492, None, None, id="Cohen 1960, 2"),
        pytest.param(table((20, 10), (20, 50)), 0.7, 0.348, 0.341, 0.4, id="Artstein and Poesio 2008, 1"),
        pytest.param(
            table((46, 0, 0), (6, 32, 6), (0, 0, 10)), 0.88, 0.801, 0.799, 0.82, id="Artstein and Poesio 2008, 2"
        ),
        pytest.param(
            table((12, 9, 9), (9, 14, 9), (9, 9, 20)), 0.46, 0.186, 0.186, 0.19, id="Krippendorff 2004 p. 246 a"
        ),
        pytest.param(table((12, 18, 18), (0, 14, 18), (0, 0, 20)), 0.46, 0.258, 0.186, 0.19, id="the same, b"),
        pytest.param(
            table((20, 0, 0, 5), (0, 10, 15, 0), (0, 15, 10, 0), (5, 0, 0, 20)),
            0.6, 0.467, 0.467, 0.467, id="Zwick 1988, 1"
        ),
        pytest.param(
            table((20, 10, 10, 0), (10, 10, 0, 0), (10, 0, 10, 0), (0, 0, 0, 20)),
            0.6, 0.444, 0.444, 0.467, id="Zwick 1988, 2"
        ),
        pytest.param(
            table((20, 5, 5, 10), (0, 10, 5, 5), (0, 5, 10, 5), (0, 0, 0, 20)),
            0.6, 0.474, 0.46, 0.467, id="Zwick 1988, 3"
        ),
        pytest.param(table((20, 5), (10, 15)), 0.7, 0.4, None, None, id="Wikipedia, 1"),
        pytest.param(table((45, 15), (25, 15)), 0.6, 0.1304, None, None, id="Wikipedia, 2"),
        pytest.param(table((25, 35), (5, 35)), 0.6, 0.2593, None, None, id="Wikipedia, 3"),
    ],
)  # fmt: skip
def test_the_coefficients_of_two_coders_are_the_published_ones(units, p, kappa, pi, s):
    assert percent(units) == close(p)
    assert cohens_kappa(units).value == close(kappa)
    assert pi is None or scotts_pi(units).value == close(pi)
    assert s is None or bennetts_s(units).value == close(s)


def test_what_chance_is_expected_to_give_is_cohens():
    assert cohens_kappa(table((25, 12, 3), (13, 2, 15), (12, 16, 2))).expected == close(0.35, 0.005)
    assert cohens_kappa(table((88, 14, 18), (10, 40, 10), (2, 6, 12))).expected == close(0.41, 0.005)


def test_alpha_of_two_coders_does_not_reward_margins_that_differ():
    even, uneven = table((12, 9, 9), (9, 14, 9), (9, 9, 20)), table((12, 18, 18), (0, 14, 18), (0, 0, 20))

    assert krippendorffs_alpha(even).value == close(0.19)  # Krippendorff 2004, p. 246
    assert krippendorffs_alpha(uneven).value == close(0.19)
    assert krippendorffs_alpha(table((46, 0, 0), (6, 32, 6), (0, 0, 10))).value == close(0.8)  # Artstein and Poesio


def test_the_highest_kappa_that_the_margins_allow_is_cohens():
    assert highest_kappa(table((25, 12, 3), (13, 2, 15), (12, 16, 2))) == close(0.85, 0.005)
    assert highest_kappa(table((88, 14, 18), (10, 40, 10), (2, 6, 12))) == close(0.831)


def test_a_weight_makes_some_disagreements_smaller():
    units = table((46, 0, 0), (6, 32, 6), (0, 0, 10))  # Artstein and Poesio 2008, example 2

    def half_with_the_third(a, b):
        return 0.0 if a == b else 0.5 if 2 in (a, b) else 1.0

    assert cohens_kappa(units, half_with_the_third).value == close(0.8163)
    assert krippendorffs_alpha(units, lambda totals: half_with_the_third).value == close(0.8156)


def test_ac1_holds_where_one_category_prevails():
    assert gwets_ac1(table((8, 1), (0, 1))).value == close(0.8658)  # as Gwet 2008
    assert scotts_pi(table((8, 1), (0, 1))).value == close(0.6078)
    assert gwets_ac1(table((25, 12, 3), (13, 2, 15), (12, 16, 2))).value == close(-0.048)
    assert gwets_ac1(table((88, 14, 18), (10, 40, 10), (2, 6, 12))).value == close(0.576)


def test_kappa_falls_below_nothing_where_one_category_prevails_and_prevalence_tells_why():
    units = table((118, 5), (2, 0))

    assert percent(units) == close(0.944)
    assert cohens_kappa(units).value == close(-0.023)
    assert prevalence(units) == {0: close(0.972), 1: close(0.028)}


def test_with_ratings_missing_the_family_is_that_of_gwets_handbook():
    # irrCAC 0.4.4 on the data of Krippendorff 2011, section C
    assert gwets_ac1(FOUR_CODERS).value == close(0.77544, 0.00001)
    assert scotts_pi(FOUR_CODERS).value == close(0.76117, 0.00001)
    assert bennetts_s(FOUR_CODERS).value == close(0.77273, 0.00001)


FLEISS = by_unit(
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 333335 "
    "111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
FOURTEEN = (
    "0 0 0 0 14 / 0 2 6 4 2 / 0 0 3 5 6 / 0 3 9 2 0 / 2 2 8 1 1",
    "7 7 0 0 0 / 3 2 6 3 0 / 2 5 3 2 2 / 6 5 2 1 0 / 0 2 2 3 7",
)


def test_fleiss_kappa_is_that_of_his_paper():
    found = scotts_pi(FLEISS)  # Fleiss 1971, Psychological Bulletin 76, p. 380

    assert (found.observed, found.expected, found.value) == (close(0.5556), close(0.2201), close(0.43))


def test_fleiss_kappa_of_each_category_is_that_of_his_paper():
    published = [0.248, 0.248, 0.517, 0.470, 0.565]  # p. 381; the paper rounds the shares before it goes on

    assert [kappa_of(FLEISS, category).value for category in range(1, 6)] == [close(each, 0.005) for each in published]


def test_fleiss_kappa_of_fourteen_raters_is_that_of_the_encyclopedia():
    rows = [[int(times) for times in row.split()] for row in " / ".join(FOURTEEN).split("/")]
    found = scotts_pi([[rating for rating, times in enumerate(row) for _ in range(times)] for row in rows])

    assert (found.observed, found.expected, found.value) == (close(0.378), close(0.213), close(0.21))


def product_of_distances(a, b):
    """MASI as that library reads it; ours is one minus the product of the likenesses, as in the other test."""
    return (1 - len(a & b) / len(a | b) if a | b else 0) * nested({})(a, b)


def test_alpha_takes_several_codes_on_one_unit():
    pairs = ["|", "A|", "A|A", "A|B", "AB|A", "AB|AC", "ABC|ABC", "C|AC", "C|AC"]  # the tests of DKPro Statistics
    units = [tuple(frozenset(codes) for codes in pair.split("|")) for pair in pairs]

    by_set = krippendorffs_alpha(units, nested)
    by_product = krippendorffs_alpha(units, lambda totals: product_of_distances)

    assert percent(units) == close(1 / 3)
    assert (by_set.observed, by_set.expected, by_set.value) == (close(0.333), close(0.409), close(0.186))
    assert (by_product.observed, by_product.expected, by_product.value) == (close(0.253), close(0.338), close(0.252))


# Free spans. Theirs are (begin, length); ours [start, end).
def spans(*lengths):
    return [(begin, begin + length) for begin, length in lengths]


def test_alpha_u_of_two_categories_is_the_published_one():
    found = alpha_u(
        {
            "c": [spans((225, 70), (370, 30)), spans((220, 80), (355, 20), (400, 20))],
            "k": [spans((180, 60), (300, 50)), spans((180, 60), (300, 50))],
        },
        150,
        450,
    )  # Krippendorff 2004, p. 254

    assert (found["c"].observed, found["c"].expected) == (close(0.0144, 0.0001), close(0.0532, 0.0001))
    assert found["c"].value == close(0.7286)
    assert (found["k"].observed, found["k"].expected) == (0, close(0.049, 0.0001))
    assert (found["k"].value, found[None].value) == (1, close(0.859))


# Krippendorff 1995, Sociological Methodology 25, p. 57; the limits by the formula of 2004.
OF_1995 = {
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)]),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]),
    "C": ([(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]),
    "D": ([(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]),
}


@pytest.mark.parametrize(
    ("case", "observed", "limit"),
    [("A", 0.03125, 0.553), ("B", 2.26736, -0.928), ("C", 0.02777, 0.693), ("D", 0.38715, 0.066)],
)
def test_alpha_u_of_one_category_is_the_published_one_however_fine_the_grain(case, observed, limit):
    coders = OF_1995[case]
    finer = [spans(*((begin * 50_000, length * 50_000) for begin, length in of)) for of in coders]

    assert alpha_u({case: [spans(*of) for of in coders]}, 0, 24)[case].observed == close(observed, 0.00001)
    assert alpha_u({case: finer}, 0, 24 * 50_000)[case].value == close(limit)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((5, 6), (4, 2), 26),
        ((5, 6), (5, 2), 16),
        ((5, 6), (6, 2), 10),
        ((5, 6), (7, 2), 8),
        ((5, 6), (6, 4), 2),
        ((5, 6), (5, 6), 0),
        ((225, 70), (220, 80), 50),
        ((370, 30), (355, 20), 850),
    ],
)
def test_how_far_two_spans_are_apart_is_krippendorffs(one, other, difference):
    found = alpha_u({"c": [spans(one), spans(other)]}, 0, 500)["c"]

    assert found.observed * 500**2 == close(difference)


def test_a_span_in_a_gap_of_the_other_coder_is_its_length_apart():
    found = alpha_u({"c": [[], spans((400, 20))]}, 400, 450)["c"]

    assert found.observed * 50**2 == close(400)


@pytest.mark.parametrize(("case", "kappa", "pi"), [("A", 0.385, 0.314), ("B", 0.385, 0.314), ("C", 0.314, 0.314)])
def test_slot_by_slot_the_same_spans_have_the_published_kappa(case, kappa, pi):
    coded = [{slot for begin, length in of for slot in range(begin, begin + length)} for of in OF_1995[case]]
    units = [tuple(slot in of for of in coded) for slot in range(24)]

    assert (cohens_kappa(units).value, scotts_pi(units).value) == (close(kappa), close(pi))


def test_alpha_u_of_what_one_of_three_coders_found_alone_is_nothing():
    found = alpha_u({"c": [spans((10, 5)), [], []]}, 0, 100_000)["c"]  # in a text without end

    assert found.value == close(0)


def test_alpha_u_depends_on_the_grain():
    values = {}
    for scale in (0.5, 1, 5, 50):
        coders = [spans(*((int(b * scale), int(n * scale)) for b, n in of)) for of in OF_1995["C"]]
        values[scale] = alpha_u({"C": coders}, 0, int(24 * scale))["C"].value

    assert values == {0.5: close(0.494), 1: close(0.603), 5: close(0.677), 50: close(0.692)}


def test_alpha_u_of_coders_who_never_meet_is_below_nothing():
    found = alpha_u({"c": [spans((1, 8)), spans((2, 1), (4, 1), (6, 1))]}, 0, 10)["c"]  # the tests of DKPro Statistics

    assert (found.observed, found.expected, found.value) == (close(0.91), close(0.5351), close(-0.7003))
