"""The coordination of actors as a drawing that says in shape and word what it says in stroke."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from reports.pictures.coordination import network
from reports.sentences import labels

RUNGS = {level: rung for rung, level in labels.RUNG_LEVEL.items()}


def drawing(count, level="none", name='Dinas <Kota> & "Kecamatan"', language="id"):
    actors = [{"code": f"A{place}", "side": "state" if place == 0 else "civic"} for place in range(count)]
    codes = [actor["code"] for actor in actors]
    tallies = {f"{side}{rung}": 2 for side in "SOM" for rung in range(1, 5)}
    pair = {"level": level, "rung": RUNGS.get(level, 0), "contact": 1, **tallies}
    pairs = {"-".join(ends): pair for ends in combinations(codes, 2)}
    names = {code: {"id": name, "en": name} for code in codes}
    return ET.fromstring(network(actors, pairs, names, language))


def words(root):
    return ["".join(text.itertext()) for text in root.iter("text")]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 12])
def test_every_actor_and_every_pair_is_drawn_once(count):
    root = drawing(count)

    groups = [group.get("class").split()[0] for group in root.iter("g")]
    assert groups.count("node") == count
    assert groups.count("edge") == count * (count - 1) // 2


@pytest.mark.parametrize("level", labels.PAIR_LEVEL)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_triangle_says_every_level_in_words_and_in_its_description(level, language):
    root = drawing(3, level, language=language)

    spoken = root.find("desc").text
    assert spoken.count(labels.PAIR_LEVEL[level][language]) == 3
    assert root.find("title").text
    assert sum(bool(text) for text in words(root)) >= 9


def test_no_style_attribute_is_written_for_the_policy_forbids_it():
    assert [element for element in drawing(5).iter() if "style" in element.attrib] == []


def test_names_are_text_and_never_markup():
    root = drawing(3)

    assert any("<Kota>" in text for text in words(root))


def test_the_state_side_is_a_square_and_the_civic_side_a_circle():
    nodes = [group for group in drawing(3).iter("g") if group.get("class").startswith("node")]

    assert [node[0].tag for node in nodes] == ["rect", "circle", "circle"]


@pytest.mark.parametrize("count", [2, 3, 5, 12])
def test_everything_lies_inside_the_drawing(count):
    root = drawing(count)
    _, _, wide, high = map(float, root.get("viewBox").split())

    outside = [
        (element.tag, name, value)
        for element in root.iter()
        for name, value in element.attrib.items()
        if name in ("x", "x1", "x2", "cx", "y", "y1", "y2", "cy")
        if not 0 <= float(value) <= (wide if "x" in name else high)
    ]
    assert outside == []
