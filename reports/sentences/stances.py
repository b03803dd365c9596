"""How one informant stands to a cell or a pair (method.md 4.3, 4.5)."""

from reports.method.readings import Position
from reports.sentences.labels import PAIR_LEVEL, RUNG_LEVEL
from reports.sentences.words import LANGUAGES, Text

STANCE: dict[str, Text] = {
    "E": {"id": "menyebutnya terwujud", "en": "calls it enacted"},
    "L": {"id": "menyebutnya terbatas", "en": "calls it limited"},
    "M": {"id": "bertentangan dengan diri sendiri", "en": "contradicts themselves"},
    "N": {"id": "menyebutnya tidak ada", "en": "calls it absent"},
}
SUPPORTS: Text = {"id": "melaporkan “{level}”", "en": "reports “{level}”"}
DENIES: Text = {"id": "menyangkal mulai dari “{level}”", "en": "denies “{level}” and what is above it"}
CONTACT: Text = {"id": "melaporkan kontak saja", "en": "reports contact only"}
SILENT: Text = {"id": "tidak mendukung dan tidak menyangkal", "en": "neither supports nor denies"}


def position_words(position: Position) -> Text:
    """What an informant says of a pair: the rung supported, the lowest one denied, or contact and no more."""
    told = []
    if position.supports:
        told.append(_of_rung(SUPPORTS, position.supports))
    elif position.contact:
        told.append(CONTACT)
    if position.denies is not None:
        told.append(_of_rung(DENIES, position.denies))
    return {language: "; ".join(each[language] for each in told or [SILENT]) for language in LANGUAGES}


def _of_rung(template: Text, rung: int) -> Text:
    return {language: template[language].format(level=PAIR_LEVEL[RUNG_LEVEL[rung]][language]) for language in LANGUAGES}
