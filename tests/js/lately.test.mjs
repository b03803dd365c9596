import assert from "node:assert/strict";
import test from "node:test";
import { placed } from "../../static/coding/lately.js";

const after = (...codes) => codes.reduce((kept, code) => placed(kept.slots, kept.order, code), { slots: [null, null, null], order: [] });

test("a code keeps its place while it is used, and the one not used for longest gives way", () => {
  assert.deepEqual(after("a", "b", "c").slots, ["a", "b", "c"]);
  assert.deepEqual(after("a", "b", "c", "a").slots, ["a", "b", "c"]);
  assert.deepEqual(after("a", "b", "c", "a", "d").slots, ["a", "d", "c"]);
  assert.deepEqual(after("a", "b", "c", "a", "d").order, ["d", "a", "c"]);
});
