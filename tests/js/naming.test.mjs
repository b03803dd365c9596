import assert from "node:assert/strict";
import test from "node:test";
import { Naming, patternsOf } from "../../static/coding/naming.js";

test("codes of one colour are told apart by pattern, and a sub-code has that of its head", () => {
  const heads = Array.from({ length: 20 }, (_, at) => ({ id: `c${at}`, parent: null, hue: at % 9 }));
  const below = { id: "c10.1", parent: "c10", hue: 1 };

  const patterns = patternsOf([...heads, below]);
  const looks = heads.map(({ id, hue }) => `${hue} ${patterns.get(id)}`);

  assert.equal(new Set(looks).size, 20);
  assert.deepEqual([patterns.get("c1"), patterns.get("c10"), patterns.get("c19")], [1, 2, 3]);
  assert.equal(patterns.get("c10.1"), 2);
});

test("codes that stand beside each other differ by pattern alone, and those of one colour always do", () => {
  const hues = [0, 1, 2, 3, 0, 0, 0];

  const patterns = patternsOf(hues.map((hue, at) => ({ id: `c${at}`, parent: null, hue })));

  assert.deepEqual([...patterns.values()].slice(0, 4), [0, 1, 2, 3]);
  assert.deepEqual(new Set(["c0", "c4", "c5", "c6"].map((id) => patterns.get(id))).size, 4);
});

test("codes that come, change and go do so in the one list that picker and tree hold", () => {
  const code = (id, label) => ({ id, key: id, label, parent: null, hue: 0, retired: false });
  const screen = { codes: [code("a", "A")], actors: [], forms: [], polarities: [], statuses: [], regularities: [], voices: [] };
  const held = screen.codes;
  const naming = new Naming(screen);
  let told = 0;
  naming.onLearn(() => { told += 1; });

  naming.learn([code("a", "A anew"), code("b", "B")]);
  naming.forget("b");
  naming.forget("b");
  naming.learn([code("c", "C")]);

  assert.deepEqual(held.map(({ label }) => label), ["A anew", "C"]);
  assert.deepEqual([...naming.codes.keys()], ["a", "c"]);
  assert.equal(told, 4);
});
