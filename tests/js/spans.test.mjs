import assert from "node:assert/strict";
import test from "node:test";
import { common, fromAbove, inReadingOrder, Lanes, lastFrom, overlaps } from "../../static/coding/spans.js";

const span = (start, end) => ({ start, end });
const random = (seed) => () => (seed = (seed * 16807) % 2147483647) / 2147483647;

test("spans that touch do not overlap, nested and equal ones do", () => {
  const edges = [[[0, 5], [5, 9], false], [[0, 5], [4, 9], true], [[0, 9], [3, 4], true], [[2, 4], [2, 4], true], [[6, 9], [0, 5], false]];
  for (const [a, b, expected] of edges) assert.equal(overlaps(span(...a), span(...b)), expected);
});

test("a place without length lies in the span that it stands in, not in the one that ends there", () => {
  assert.equal(overlaps(span(3, 3), span(0, 5)), true);
  assert.equal(overlaps(span(5, 5), span(0, 5)), false);
  assert.equal(overlaps(span(0, 5), span(0, 0)), true);
});

test("what two spans have in common is a span or nothing", () => {
  assert.deepEqual(common(span(0, 5), span(3, 9)), span(3, 5));
  assert.equal(common(span(0, 5), span(5, 9)), null);
});

test("the longer of two that start together comes first", () => {
  assert.deepEqual([span(3, 4), span(0, 2), span(0, 9)].sort(inReadingOrder), [span(0, 9), span(0, 2), span(3, 4)]);
});

test("from above spans are seen as pieces of the highest level, none over another", () => {
  const at = (level, start, end) => ({ start, end, level });
  assert.deepEqual(fromAbove([]), []);
  assert.deepEqual(fromAbove([at(3, 0, 5), at(3, 5, 9), at(3, 2, 4)]), [at(3, 0, 9)]);
  assert.deepEqual(fromAbove([at(0, 0, 9), at(8, 3, 5)]), [at(0, 0, 3), at(8, 3, 5), at(0, 5, 9)]);
  assert.deepEqual(fromAbove([at(2, 0, 4), at(1, 6, 9)]), [at(2, 0, 4), at(1, 6, 9)]);
  assert.deepEqual(fromAbove([at(8, 0, 9), at(0, 3, 5)]), [at(8, 0, 9)]);
});

test("from above every character has the level that is the highest on it, whatever the spans", () => {
  const chance = random(11);
  for (let round = 0; round < 50; round += 1) {
    const spans = [...Array(12)].map(() => {
      const start = Math.floor(chance() * 60);
      return { start, end: start + 1 + Math.floor(chance() * 20), level: Math.floor(chance() * 9) };
    });
    const seen = Array(90).fill(-1);
    const told = Array(90).fill(-1);
    for (const { start, end, level } of spans) for (let at = start; at < end; at += 1) seen[at] = Math.max(seen[at], level);
    for (const { start, end, level } of fromAbove(spans)) for (let at = start; at < end; at += 1) told[at] = told[at] < 0 ? level : NaN;
    assert.deepEqual(told, seen);
  }
});

test("the last item from a place is found in a sorted list", () => {
  const starts = [0, 10, 20];
  assert.deepEqual([-1, 0, 9, 10, 99].map((point) => lastFrom(starts, point, (start) => start)), [-1, 0, 0, 1, 2]);
});

test("no two spans share a lane and a character, whatever comes and goes", () => {
  const chance = random(7);
  const all = [...Array(300).keys()].map((n) => {
    const start = Math.floor(chance() * 2000);
    return { id: `${n}`, start, end: start + 1 + Math.floor(chance() * 80) };
  });
  const lanes = new Lanes();
  lanes.fill(all.slice(0, 200).sort(inReadingOrder));
  const before = new Map(lanes.of);
  for (const gone of all.slice(0, 40)) lanes.remove(gone.id);
  for (const come of all.slice(200)) lanes.add(come);
  const kept = all.slice(40);

  for (const a of kept) for (const b of kept) {
    if (a !== b && lanes.of.get(a.id) === lanes.of.get(b.id)) assert.equal(overlaps(a, b), false);
  }
  for (const { id } of all.slice(40, 200)) assert.equal(lanes.of.get(id), before.get(id));
});
