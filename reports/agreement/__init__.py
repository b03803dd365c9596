"""Inter-coder agreement: what coders said of the same units in, coefficients out. No Django, no database, no clock.

A coefficient that is undefined is None, never 0 or 1. Sums do not depend on the order of the rows.
"""

from reports.agreement.alpha import Alpha, alpha_of, krippendorffs_alpha
from reports.agreement.chance import (
    Coefficient,
    bennetts_s,
    cohens_kappa,
    gwets_ac1,
    highest_kappa,
    kappa_of,
    percent,
    scotts_pi,
)
from reports.agreement.distances import interval, masi, nested, nominal, ordinal, ratio
from reports.agreement.parts import (
    BEHIND,
    Category,
    Confusion,
    by_actor,
    by_category,
    by_code,
    by_interview,
    confusions,
    disputed,
)
from reports.agreement.ratings import confusion, prevalence, tally
from reports.agreement.resampling import Interval, intervals
from reports.agreement.turns import Agreement
from reports.agreement.unitizing import alpha_u

__all__ = [
    "BEHIND",
    "Agreement",
    "Alpha",
    "Category",
    "Coefficient",
    "Confusion",
    "Interval",
    "alpha_of",
    "alpha_u",
    "bennetts_s",
    "by_actor",
    "by_category",
    "by_code",
    "by_interview",
    "cohens_kappa",
    "confusion",
    "confusions",
    "disputed",
    "gwets_ac1",
    "highest_kappa",
    "interval",
    "intervals",
    "kappa_of",
    "krippendorffs_alpha",
    "masi",
    "nested",
    "nominal",
    "ordinal",
    "percent",
    "prevalence",
    "ratio",
    "scotts_pi",
    "tally",
]
