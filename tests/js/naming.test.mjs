import assert from "node:assert/strict";
import test from "node:test";
import { patternsOf } from "../../static/coding/naming.js";

test("codes of one colour are told apart by pattern, and a sub-code has that of its head", () => {
  const heads = Array.from({ length: 20 }, (_, at) => ({ id: `c${at}`, parent: null, hue: at % 9 }));
  const below = { id: "c10.1", parent: "c10", hue: 1 };

  const patterns = patternsOf([...heads, below]);
  const looks = heads.map(({ id, hue }) => `${hue} ${patterns.get(id)}`);

  assert.equal(new Set(looks).size, 20);
  assert.deepEqual([patterns.get("c1"), patterns.get("c10"), patterns.get("c19")], [0, 1, 2]);
  assert.equal(patterns.get("c10.1"), 1);
});
