"""Small PDF documents made by hand: words at places, page by page."""


def pdf(*pages):
    """The bytes of a PDF; a page is a list of (x, y, words) in points from the lower left."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F 11 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in page)
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}endstream")
        resources = "/Resources<</Font<</F 3 0 R>>>>/MediaBox[0 0 595 842]"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {len(objects)} 0 R{resources}>>")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    return written(objects)


def written(objects, trailer=""):
    data, places = "%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF"
    return (data + end + tail).encode("latin-1")


def column(lines, x=72, y=740, step=14):
    return [(x, y - step * number, line) for number, line in enumerate(lines)]
