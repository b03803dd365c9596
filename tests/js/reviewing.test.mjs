import assert from "node:assert/strict";
import { test } from "node:test";
import { meaning, nearest } from "../../static/js/reviewing.js";

test("a key moves, ticks or decides, and any other does nothing", () => {
  assert.deepEqual(["n", "p", "x", "a", "r", "t"].map(meaning), [
    { move: 1 }, { move: -1 }, { tick: true }, { decision: "approve" }, { decision: "revise" }, { decision: "reject" },
  ]);
  assert.equal(meaning("q"), null);
  assert.equal(meaning("Enter"), null);
});

test("a place beyond the list is its nearest end", () => {
  assert.deepEqual([[-1, 3], [5, 3], [1, 3], [2, 0]].map(([wanted, count]) => nearest(wanted, count)), [0, 2, 1, 0]);
});
