from coding.models.assignment import Assignment, Phase
from coding.models.codebook import Code, CodebookVersion, Dimension, LinkForm
from coding.models.conversation import Memo, Reply, Review
from coding.models.judgement import Coding, Judgement, Link, OfPassage, Passage, Polarity, Status
from coding.models.saved_search import SavedSearch
from coding.models.sighting import Sighting

__all__ = [
    "Assignment",
    "Code",
    "CodebookVersion",
    "Coding",
    "Dimension",
    "Judgement",
    "Link",
    "LinkForm",
    "Memo",
    "OfPassage",
    "Passage",
    "Phase",
    "Polarity",
    "Reply",
    "Review",
    "SavedSearch",
    "Sighting",
    "Status",
]
