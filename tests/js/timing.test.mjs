import assert from "node:assert/strict";
import { test } from "node:test";
import { endOf, timeOf, turnHeardAt } from "../../static/coding/timing.js";

const TIMES = [[0, null], [1000, 3000], [null, null], [4000, null]];

test("the turn that is heard is the last that has begun", () => {
  assert.deepEqual([-1, 0, 999, 1000, 3500, 4000, 9000].map((at) => turnHeardAt(TIMES, at)), [-1, 0, 0, 1, 1, 3, 3]);
});

test("of turns that overlap the one that began last is heard, wherever it stands", () => {
  assert.equal(turnHeardAt([[2000, null], [1000, null]], 2500), 0);
});

test("a turn ends as it says, else when the next one begins, else it is not known", () => {
  assert.deepEqual([0, 1, 3].map((number) => endOf(TIMES, number)), [1000, 3000, null]);
});

test("a place within a turn is heard in proportion", () => {
  const turn = { start: 10, end: 20 };
  assert.deepEqual([10, 15, 20, 99].map((point) => timeOf(turn, TIMES, 1, point)), [1000, 2000, 3000, 3000]);
});

test("where a turn has no time, nothing is guessed", () => {
  assert.equal(timeOf({ start: 0, end: 5 }, TIMES, 2, 1), null);
  assert.equal(timeOf({ start: 0, end: 5 }, TIMES, 3, 4), 4000);
});
