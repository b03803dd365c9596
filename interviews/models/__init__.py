from interviews.models.interview import Interview, OfInterview, Speaker, Transcript, Turn
from interviews.models.study import Actor, Bilingual, Informant, Membership, OfStudy, Role, Study

__all__ = [
    "Actor",
    "Bilingual",
    "Informant",
    "Interview",
    "Membership",
    "OfInterview",
    "OfStudy",
    "Role",
    "Speaker",
    "Study",
    "Transcript",
    "Turn",
]
