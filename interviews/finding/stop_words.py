"""Words that are in nearly every sentence: looked for beside others they narrow nothing, so they are left out.

The lists are our own, drawn up for spoken interviews: the function words of each language, spoken short forms among
them, and no word that a researcher might look for (*tidak*, *bukan*, *belum* and *not* say that something did not
happen, and stay).
"""

_ID = """
    ada adalah agar aja akan aku anda apa apakah atas atau bagi bahwa bila boleh buat dalam dan dari daripada dengan
    di dia dong dua gitu hal hanya harus ia ini itu iya jadi jika juga kalau kalian kami kamu kan karena ke kemudian
    kepada ketika kita kok lagi lah lain lalu loh maka masih mau mereka nah namun nanti nih nya oh oleh pada para
    pas per pun saat saja sama sambil sampai sangat saya se sebagai sebuah sedang sehingga sekali selalu seorang
    seperti serta setelah si siapa sih suatu sudah supaya tapi telah tentang terhadap tersebut tetap tetapi tuh
    untuk waktu walaupun ya yaitu yang
"""
_EN = """
    a about after all also am an and are as at be because been before being but by can could did do does doing for
    from had has have having he her here hers him his how i if in into is it its just me more most my of on once
    only or other our ours out over own s same she so some such t than that the their theirs them then there these
    they this those through to too under until up us very was we were what when where which while who whom why will
    with would yes you your yours
"""
STOP_WORDS = {"id": frozenset(_ID.split()), "en": frozenset(_EN.split())}
