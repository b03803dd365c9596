from interviews.models.correction import Correction
from interviews.models.erasure import ErasedFile, Erasure
from interviews.models.interview import Interview, OfInterview, Speaker, Transcript, Turn
from interviews.models.invitation import Invitation
from interviews.models.recording import Recording
from interviews.models.study import Actor, Bilingual, Informant, Membership, OfStudy, Role, Study
from interviews.models.table_reading import TableReading
from interviews.models.turn_words import TurnWords
from interviews.models.upload import Upload

__all__ = [
    "Actor",
    "Bilingual",
    "Correction",
    "ErasedFile",
    "Erasure",
    "Informant",
    "Interview",
    "Invitation",
    "Membership",
    "OfInterview",
    "OfStudy",
    "Recording",
    "Role",
    "Speaker",
    "Study",
    "TableReading",
    "Transcript",
    "Turn",
    "TurnWords",
    "Upload",
]
