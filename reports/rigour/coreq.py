"""The 32 items of COREQ, in short words of our own.

Tong, Sainsbury and Craig 2007, Consolidated criteria for reporting qualitative research (COREQ): a 32-item checklist
for interviews and focus groups, International Journal for Quality in Health Care 19, 349-357.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Item(NamedTuple):
    """One item: its number, its name, what it asks."""

    number: int
    name: str | Promise
    asks: str | Promise


DOMAINS = {
    1: _("Research team and reflexivity"),
    9: _("Study design"),
    24: _("Analysis and findings"),
}
ITEMS = [
    Item(number, name, asks)
    for number, (name, asks) in enumerate(
        [
            (_("Interviewer"), _("Who conducted the interviews or the group interviews?")),
            (_("Credentials"), _("Which degrees do the researchers have?")),
            (_("Occupation"), _("What was their occupation at the time of the study?")),
            (_("Gender"), _("Were the researchers women or men?")),
            (_("Experience and training"), _("What experience or training did they have?")),
            (_("Relationship established"), _("Did they know the informants before the study began?")),
            (_("What informants knew of the interviewer"), _("Which goals and reasons had they been told?")),
            (_("Characteristics of the interviewer"), _("Which assumptions, interests and biases were reported?")),
            (_("Methodological orientation"), _("Which orientation underpins the study, such as content analysis?")),
            (_("Sampling"), _("How were the informants selected: purposively, by convenience, by snowball?")),
            (_("Method of approach"), _("How were they approached: in person, by telephone, by letter?")),
            (_("Sample size"), _("How many informants were in the study?")),
            (_("Non-participation"), _("How many refused or dropped out, and why?")),
            (_("Setting"), _("Where were the data collected: at home, at work, in an office?")),
            (_("Presence of others"), _("Was anyone else present besides informants and researchers?")),
            (_("Description of the sample"), _("What are the important characteristics of the sample?")),
            (_("Interview guide"), _("Were the questions provided, and was the guide pilot tested?")),
            (_("Repeat interviews"), _("Were interviews repeated? If so, how many?")),
            (_("Recording"), _("Was sound or picture recorded?")),
            (_("Field notes"), _("Were field notes made during or after the interviews?")),
            (_("Duration"), _("How long were the interviews?")),
            (_("Data saturation"), _("Was data saturation discussed?")),
            (_("Transcripts returned"), _("Were transcripts returned to informants for comment or correction?")),
            (_("Number of coders"), _("How many people coded the data?")),
            (_("Description of the coding tree"), _("Is the coding tree described?")),
            (_("Derivation of themes"), _("Were the themes set in advance, or derived from the data?")),
            (_("Software"), _("Which software managed the data?")),
            (_("Participant checking"), _("Did informants give feedback on the findings?")),
            (_("Quotations presented"), _("Do quotations illustrate the findings, and is each identified?")),
            (_("Data and findings consistent"), _("Do the findings follow from the data presented?")),
            (_("Clarity of major themes"), _("Are the major themes clear in the findings?")),
            (_("Clarity of minor themes"), _("Are diverse cases and minor themes discussed?")),
        ],
        start=1,
    )
]
BY_NUMBER = {item.number: item for item in ITEMS}


def domain_of(number: int) -> str:
    """The name of the domain that an item belongs to."""
    return str(DOMAINS[max(first for first in DOMAINS if first <= number)])
