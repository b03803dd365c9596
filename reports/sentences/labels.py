"""The labels of every value a summary can hold. The Indonesian ones of levels and verdicts are fixed by the method."""

from reports.sentences.words import Text

CELL_LEVEL: dict[str, Text] = {
    "no_evidence": {"id": "tanpa bukti", "en": "no evidence"},
    "insufficient": {"id": "bukti belum cukup", "en": "insufficient evidence"},
    "enacted": {"id": "terwujud", "en": "enacted"},
    "absent": {"id": "belum ada / tidak terwujud", "en": "absent"},
    "limited": {"id": "terbatas / rendah", "en": "limited / low"},
    "mixed": {"id": "beragam", "en": "mixed"},
}
PAIR_LEVEL: dict[str, Text] = {
    "no_evidence": {"id": "tanpa bukti", "en": "no evidence"},
    "networking": {"id": "berjejaring", "en": "networking"},
    "coordinating": {"id": "berkoordinasi", "en": "coordinating"},
    "cooperating": {"id": "bekerja sama", "en": "cooperating"},
    "collaborating": {"id": "berkolaborasi", "en": "collaborating"},
    "none": {"id": "tanpa koordinasi (berjalan sendiri-sendiri)", "en": "no coordination (running separately)"},
    "contact_only": {"id": "kontak saja (satu arah / administratif)", "en": "contact only (one-way / administrative)"},
    "insufficient": {"id": "bukti belum cukup", "en": "insufficient evidence"},
    "contested": {"id": "bertentangan", "en": "contested"},
}
RUNG_LEVEL = {1: "networking", 2: "coordinating", 3: "cooperating", 4: "collaborating"}
VERDICT: dict[str, Text] = {
    "established": {"id": "terwujud", "en": "established"},
    "partial": {"id": "sebagian", "en": "partial"},
    "emerging": {"id": "mulai tampak", "en": "emerging"},
    "not_indicated": {"id": "belum terindikasi", "en": "not indicated"},
    "undetermined": {"id": "belum dapat disimpulkan", "en": "undetermined"},
}
CONFIDENCE: dict[str, Text] = {
    "none": {"id": "belum ada bukti", "en": "no evidence"},
    "weak": {"id": "bukti lemah", "en": "weak evidence"},
    "moderate": {"id": "bukti sedang", "en": "moderate evidence"},
    "strong": {"id": "bukti kuat", "en": "strong evidence"},
}
CONVERGENCE: dict[str, Text] = {
    "none": {"id": "belum ada sumber", "en": "no source"},
    "self_only": {"id": "laporan sendiri saja", "en": "own reports only"},
    "other_only": {"id": "laporan pihak lain saja", "en": "others' reports only"},
    "agreement": {"id": "sejalan", "en": "agreement"},
    "partial": {"id": "sejalan sebagian", "en": "partial"},
    "dissonance": {"id": "bertolak belakang", "en": "dissonance"},
}
ISOLATION: dict[str, Text] = {
    "all_isolated": {"id": "semua berjalan sendiri-sendiri", "en": "all run separately"},
    "state_isolated": {"id": "pihak pemerintah berjalan sendiri", "en": "the state side runs alone"},
    "not_isolated": {"id": "ada yang terhubung", "en": "some are connected"},
    "undetermined": {"id": "belum dapat disimpulkan", "en": "undetermined"},
}
BREADTH: dict[str, Text] = {
    "all": {"id": "semua aktor", "en": "all actors"},
    "some": {"id": "sebagian aktor", "en": "some actors"},
    "none": {"id": "tidak satu pun", "en": "no actor"},
    "undetermined": {"id": "belum dapat disimpulkan", "en": "undetermined"},
}
MODE: dict[str, Text] = {
    "co_produced": {"id": "diproduksi bersama", "en": "co-produced"},
    "joint_civic": {"id": "bersama di sisi warga", "en": "joint on the civic side"},
    "parallel": {"id": "sejajar, masing-masing sendiri", "en": "parallel, each on its own"},
    "solo": {"id": "satu aktor saja", "en": "one actor only"},
    "-": {"id": "–", "en": "–"},
}
POLARITY: dict[str, Text] = {
    "enacted": {"id": "terwujud", "en": "enacted"},
    "limited": {"id": "terbatas (rendah)", "en": "limited (low)"},
    "absent": {"id": "tidak ada", "en": "absent"},
    "hindered": {"id": "terhambat", "en": "hindered"},
    "planned": {"id": "rencana / harapan", "en": "planned / hoped"},
    "unclear": {"id": "tidak jelas", "en": "unclear"},
}
FLAG: dict[str, Text] = {
    "passage_sensitive": {"id": "peka terhadap penggalan", "en": "passage-sensitive"},
    "informant_sensitive": {"id": "peka terhadap informan", "en": "informant-sensitive"},
    "review_sensitive": {"id": "peka terhadap peninjauan", "en": "review-sensitive"},
    "pending_sensitive": {"id": "peka terhadap yang menunggu", "en": "pending-sensitive"},
    "threshold_sensitive": {"id": "peka terhadap ambang", "en": "threshold-sensitive"},
    "robust": {"id": "tahan", "en": "robust"},
}
BASIS: dict[str, Text] = {
    "official": {"id": "resmi (disetujui)", "en": "official (approved)"},
    "working": {"id": "kerja (disetujui dan diajukan)", "en": "working (approved and submitted)"},
}
STATUS: dict[str, Text] = {
    "draft": {"id": "draf", "en": "draft"},
    "submitted": {"id": "diajukan", "en": "submitted"},
    "approved": {"id": "disetujui", "en": "approved"},
    "revise": {"id": "perlu perbaikan", "en": "needs revision"},
    "rejected": {"id": "ditolak", "en": "rejected"},
    "superseded": {"id": "digantikan", "en": "superseded"},
}
