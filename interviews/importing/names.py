"""Which words may name a speaker, and which never do: "Catatan:", "Tanggal:", "http:", "Jadi:"."""

import re
from functools import lru_cache

from interviews.speech import folded, is_known


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Particulars at the head of a transcript; the lines down to the last of them are nobody's words.
_PARTICULARS = _listed(
    "hari tanggal tgl waktu jam pukul tempat lokasi durasi judul topik tema nama usia umur jabatan alamat pekerjaan "
    "pendidikan jenis kode nomor no date place venue time location duration title topic name age recorded language "
    "bahasa transkriptor transcriber 访谈类型 访谈主题 访谈时间 访谈地点"
)
# What stands before a colon without being a speaker, wherever it stands: remarks and references.
_NO_SPEAKERS = _PARTICULARS | _listed(
    "catatan keterangan ket nb ps contoh contohnya misal misalnya artinya yaitu yakni kesimpulan ringkasan sumber "
    "lampiran gambar tabel halaman bagian transkrip note notes example source figure table page chapter transcript "
    "summary kind http https ftp mailto file url www"
)
# What begins a sentence; with a capital behind it, it may begin a name ("Ada Low").
_CONNECTIVES = _listed(
    "jadi tapi tetapi dan atau karena yang ini itu nah kemudian lalu pertama kedua ketiga terus kalau saya aku kami "
    "kita mereka dia ada oke ok ya iya tidak so and but or because the this that these first second third then if we "
    "they he she it for my your one yes yeah"
)
_PARTICLES = _listed("bin binti de van der den von of la el al dan")

# A name is read up to the first sign that no name has.
NAME = re.compile(r"[^\W\d_][^\n\t:：\[\](){}（）<>|=\"“”?!;,*\\]{0,39}")


@lru_cache(maxsize=4096)
def speaker_called(name: str) -> tuple[str, str] | None:
    """The label and its key, where the name may be one of a speaker."""
    label, words = " ".join(name.split()), name.casefold().split()
    if not 0 < len(words) <= 6 or words[0].strip(".-/") in _NO_SPEAKERS or words[0].split("/")[0] in _NO_SPEAKERS:
        return None
    if words[0] in _CONNECTIVES and not label.partition(" ")[2][:1].isupper():
        return None
    return (label, folded(label)) if not label[0].islower() or is_known(label) else None


def is_like_a_name(label: str) -> bool:
    """Whether the label, on a line of its own, is at most four words that begin with capitals."""
    words = label.split()
    is_like_one = 0 < len(words) <= 4 and all(not word[0].islower() or word in _PARTICLES for word in words)
    return is_like_one and NAME.fullmatch(label) is not None and label[-1] != "."


def is_particular(line: str) -> bool:
    """Whether the line is a particular of the interview, such as "Tanggal: 3 Mei 2024"."""
    before, colon, _ = line.replace("：", ":").partition(":")
    words = before.casefold().replace("/", " ").strip(" \t>*_#-").split()
    return bool(colon and words and len(words) < 5 and words[0] in _PARTICULARS)
