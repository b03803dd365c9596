"""The words of the method (method.md 2.2, 3.3, 4.1): what a row may say."""

RULES = "coprod-method/1"

SIDES = ("state", "civic")
STAGES = ("planning", "delivery", "other")
STAGE_OF = {"IDE": "planning", "MAT": "delivery", "FIS": "delivery", "UTL": "delivery"}  # of a bare code

POLARITIES = ("enacted", "limited", "absent", "hindered", "planned", "unclear")
LINK_POLARITIES = ("enacted", "absent", "hindered", "planned", "unclear")
DENYING = frozenset(("absent", "hindered"))
NEUTRAL = frozenset(("planned", "unclear"))  # shown, never counted
REGULARITIES = ("once", "recurrent", "unknown")

STATUSES = ("draft", "submitted", "approved", "revise", "rejected", "superseded")
EVIDENCE_STATUSES = frozenset(("approved", "submitted", "rejected"))
OFFICIAL = ("approved",)
WORKING = ("approved", "submitted")

ANY, INF1, REG = "ANY", "INF1", "REG"  # known by name: a general statement, one-way telling, administration
FORM_RUNGS = {"REG": 0, "INF1": 0, "INF2": 1, "RPT": 2, "RNC": 2, "KSP": 2, "SDY": 3, "AKS": 3, "KPT": 4}
RUNGS = (1, 2, 3, 4)

SOURCE_KEYS = ("id", "passage", "interview", "informant", "speaker_actor")
STANDING_KEYS = ("in_scope", "review_status", "consent_withdrawn")
CODING_KEYS = (*SOURCE_KEYS, "about_actor", "dimension", "polarity", *STANDING_KEYS)
LINK_KEYS = (*SOURCE_KEYS, "from_actor", "to_actor", "form", "polarity", "regularity", *STANDING_KEYS)


def cell_key(actor: str, dimension: str) -> str:
    return f"{actor}/{dimension}"


def pair_key(first: str, second: str) -> str:
    """Both ends in study order."""
    return f"{first}-{second}"
