"""What each figure is called: English and Indonesian, by the name it has in proof.json."""

WORDS = {
    "title": ("What was tried, and what was lost", "Apa yang dicoba, dan apa yang hilang"),
    "held": ("holds", "terbukti"),
    "broke": ("DOES NOT HOLD", "TIDAK TERBUKTI"),
    "all_held": ("Everything that was tried holds.", "Semua yang dicoba terbukti."),
    "not_held": ("Not everything that was tried holds.", "Tidak semua yang dicoba terbukti."),
    "tried": ("tried", "dicoba"),
    "none": ("must be 0", "harus 0"),
    "told": ("besides", "selain itu"),
    # The trials.
    "reach": (
        "Every route as every role: who may not is told 403, who is outside the same 404 as for what does not exist",
        "Setiap rute sebagai setiap peran: yang tidak berhak mendapat 403, yang di luar mendapat 404 yang sama seperti "
        "untuk yang tidak ada",
    ),
    "writes": (
        "Codings by twenty coders on one text, while web, worker, PostgreSQL and Valkey are ended with kill -9",
        "Pengodean oleh dua puluh pengode pada satu teks, sementara web, pekerja, PostgreSQL, dan Valkey dimatikan "
        "dengan kill -9",
    ),
    "jobs": (
        "Summaries asked for by twenty people, while everything is ended with kill -9",
        "Ringkasan yang diminta dua puluh orang, sementara semuanya dimatikan dengan kill -9",
    ),
    "files": ("Hostile files, uploaded one by one", "Berkas berbahaya, diunggah satu per satu"),
    "exports": (
        "Everything that leaves the house, before a backup and after it was restored where nothing was",
        "Semua yang dapat diekspor, sebelum pencadangan dan sesudah dipulihkan di tempat yang kosong",
    ),
    # What was tried.
    "routes": ("routes", "rute"),
    "routes_by_method": ("routes × methods", "rute × metode"),
    "roles": ("kinds of people and tokens", "jenis orang dan token"),
    "requests": ("requests", "permintaan"),
    "coders": ("coders", "pengode"),
    "repeated": ("requests sent again after they were acknowledged", "permintaan dikirim lagi setelah diakui"),
    "kills": ("kills", "kali dimatikan"),
    "rows": ("rows", "baris"),
    # What must be none.
    "routes_without_a_rule": ("routes without a rule", "rute tanpa aturan"),
    "answered_otherwise": ("answers other than they must be", "jawaban yang tidak semestinya"),
    "lost": ("acknowledged and lost", "diakui lalu hilang"),
    "altered": ("stored otherwise than sent", "tersimpan berbeda dari yang dikirim"),
    "duplicates": ("duplicates", "ganda"),
    "strays": ("that nobody sent", "yang tidak dikirim siapa pun"),
    "repeated_otherwise": (
        "repeated requests answered with another row",
        "permintaan ulang yang dijawab dengan baris lain",
    ),
    "history_otherwise": ("not told once by the history", "tidak tercatat tepat sekali dalam riwayat"),
    "words_in_logs": ("lines of the logs with words of the interview", "baris log yang memuat kata wawancara"),
    "refused": ("refused", "ditolak"),
    "not_tried": ("not acknowledged in time", "tidak diakui pada waktunya"),
    "not_done": ("that did not end well", "yang tidak selesai dengan baik"),
    "double": ("done twice", "dikerjakan dua kali"),
    "through": ("files through", "berkas yang lolos"),
    "interviews": ("interviews made of them", "wawancara yang terbentuk darinya"),
    "server_errors": ("server errors", "kesalahan server"),
    "workers_fallen": ("web processes fallen", "proses web yang jatuh"),
    "fine_refused": ("files in order that were refused", "berkas baik yang ditolak"),
    "other_bytes": ("exports with other bytes", "ekspor dengan bita lain"),
    "missing": ("exports missing", "ekspor yang tidak ada lagi"),
    "integrity": (
        "spans, quotes, hashes, trees and files that do not hold",
        "rentang, kutipan, hash, pohon, dan berkas yang rusak",
    ),
    "broken": ("trials that broke off", "percobaan yang terputus"),
    # What is told besides.
    "kills_of": ("kills, by what", "yang dimatikan"),
    "sent_again": ("sent again, by the answer before", "dikirim lagi, menurut jawaban sebelumnya"),
    "p50_ms": ("median of the acknowledged request, ms", "median permintaan yang diakui, ms"),
    "p95_ms": ("95th percentile, ms", "persentil ke-95, ms"),
    "longest_until_acknowledged_s": (
        "longest wait for an acknowledgement, s",
        "penantian pengakuan yang terlama, detik",
    ),
    "seconds": ("seconds it took", "lamanya, detik"),
    "taken_up_again": ("jobs taken up again after a kill", "pekerjaan yang diulang setelah dimatikan"),
    "most_attempts": ("most attempts of one job", "upaya terbanyak untuk satu pekerjaan"),
    "seconds_after_the_last_kill": (
        "seconds from the last kill to the last end",
        "detik dari kali terakhir dimatikan sampai semua selesai",
    ),
    "refused_at_the_door": ("refused at once, by name", "ditolak langsung, disebut namanya"),
    "refused_by_a_worker": ("refused by a worker, by name", "ditolak oleh pekerja, disebut namanya"),
    "harmless": ("taken, because what is odd in them is never opened", "diterima, sebab bagian anehnya tidak dibuka"),
    "names_through": ("through", "lolos"),
    "asked_as": ("requests, by who asked", "permintaan, menurut siapa yang meminta"),
    "wrong": ("wrong answers", "jawaban yang salah"),
    "backup_mb": ("size of the backup, MB", "ukuran cadangan, MB"),
    "seconds_before": ("of it for exports and backup", "di antaranya untuk ekspor dan pencadangan"),
    "before": ("SHA-256 before the backup", "SHA-256 sebelum pencadangan"),
    "after": ("SHA-256 after the restore", "SHA-256 setelah pemulihan"),
    "fault": ("the fault", "kesalahannya"),
}

# The names of four trials are those of what they count, too.
COUNTED = {
    "writes": ("codings acknowledged", "pengodean yang diakui"),
    "jobs": ("jobs acknowledged", "pekerjaan yang diakui"),
    "files": ("files", "berkas"),
    "exports": ("exports", "ekspor"),
}
