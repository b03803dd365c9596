import assert from "node:assert/strict";
import test from "node:test";
import { cutAt, joinable, nearestEdge, nextEdge, tight, touch } from "../../static/coding/edges.js";
import { sliceOf } from "../../static/coding/offsets.js";
import { pieces } from "../../static/coding/motion.js";

const turns = [
  { start: 3, text: "Ya, 😷 kami. Warga juga." },
  { start: 30, text: "Dengan siapa?" },
];
/** As the set text answers. */
const text = {
  turns: turns.map((turn) => ({ ...turn, end: turn.start + [...turn.text].length })),
  numberAt(point) { return Math.max(0, this.turns.findLastIndex((turn) => turn.start <= point)); },
  turnAt(point) { return this.turns[this.numberAt(point)]; },
  words({ start, end }) {
    return this.turns.filter((turn) => turn.end > start && turn.start < end).map((turn) => sliceOf(turn.text, Math.max(0, start - turn.start), end - turn.start)).join(" ");
  },
};
const said = (start, end) => text.words({ start, end });

test("words keep the signs that cling to them", () => {
  const found = (words) => pieces(words, "id").map(({ start, end }) => sliceOf(words, start, end));
  assert.deepEqual(found("“Ya, 😷 sendiri-sendiri …” (tahu) ok."), ["“Ya,", "😷", "sendiri-", "sendiri", "…”", "(tahu)", "ok."]);
});

test("of what a mouse takes only the words are kept, not spaces nor the label between two turns", () => {
  const words = { start: 3, end: 26 };
  const cases = [[3, 26, words], [0, 30, words], [3, 28, words], [14, 21, { start: 15, end: 20 }], [26, 43, { start: 30, end: 43 }], [24, 32, { start: 24, end: 32 }], [26, 30, { start: 26, end: 26 }], [14, 15, { start: 14, end: 14 }]];

  for (const [start, end, kept] of cases) assert.deepEqual(tight(text, { start, end }), kept, `${start}–${end}`);
});

test("an end moves by a word, over the edge of a turn, and stops at the ends of the text", () => {
  const end = nextEdge(text, "id", 3, "end", 1);
  assert.equal(said(3, end), "Ya,");
  assert.equal(said(3, nextEdge(text, "id", end, "end", 1)), "Ya, 😷");
  assert.equal(said(30, nextEdge(text, "id", text.turns[0].end, "end", 1)), "Dengan");
  assert.equal(nextEdge(text, "id", 3, "start", -1), null);
  assert.equal(nextEdge(text, "id", text.turns[1].end, "end", 1), null);
});

test("a place in a word belongs to the nearer edge", () => {
  assert.equal(said(3, nearestEdge(text, "id", 12, "end")), "Ya, 😷 kami.");
  assert.equal(said(nearestEdge(text, "id", 10, "start"), 14), "kami.");
});

test("a cut leaves out the space around it and never all the words of a half", () => {
  const whole = { start: 3, end: text.turns[0].end };
  const cut = cutAt(text, whole, 14);
  assert.deepEqual([said(3, cut.ends), said(cut.starts, whole.end)], ["Ya, 😷 kami.", "Warga juga."]);
  assert.deepEqual(cutAt(text, whole, 15), cut);
  assert.equal(cutAt(text, whole, 3), null);
  assert.equal(cutAt(text, whole, whole.end), null);
  assert.equal(cutAt(text, { start: 3, end: 15 }, 14), null);
});

test("spans touch across space and labels, not across words, and touching carries on", () => {
  const [one, two, three] = [{ start: 3, end: 6 }, { start: 7, end: 8 }, { start: 9, end: 26 }];
  assert.ok(touch(text, one, two) && touch(text, two, one));
  assert.ok(!touch(text, one, three));
  assert.ok(touch(text, three, { start: 30, end: 36 }));
  assert.deepEqual(joinable(text, one, [three, two, { start: 37, end: 43 }]), [one, two, three]);
});
