import assert from "node:assert/strict";
import test from "node:test";
import { fitsChoice, NOBODY, withBelow } from "../../static/coding/filters.js";
import { Store } from "../../static/coding/store.js";

const codes = [{ id: "mat", parent: null }, { id: "mat1", parent: "mat" }, { id: "mat11", parent: "mat1" }, { id: "ide", parent: null }];
const coding = (id, more = {}) => ({ id, start: 0, end: 5, kind: "coding", code: "mat", coder: "ani", polarity: "enacted", status: "draft", about_actor: null, ...more });
const MARKS = [
  coding("a"),
  coding("b", { code: "mat11", coder: "budi", about_actor: "itm" }),
  coding("c", { code: "ide", polarity: "absent", status: "approved" }),
  { id: "d", start: 0, end: 5, kind: "link", from_actor: "bkb", to_actor: "itm", coder: "ani", polarity: "absent", status: "draft" },
];
const shown = (choice) => MARKS.filter(fitsChoice(choice, { codes })).map(({ id }) => id);

test("a code is shown with all that lie below it", () => {
  assert.deepEqual([...withBelow(codes, "mat")], ["mat", "mat1", "mat11"]);
  assert.deepEqual(shown({ code: "mat" }), ["a", "b"]);
});

test("coder, actor, polarity and status narrow down together", () => {
  assert.deepEqual(shown({ coder: "ani" }), ["a", "c", "d"]);
  assert.deepEqual(shown({ actor: "itm" }), ["b", "d"]);
  assert.deepEqual(shown({ actor: NOBODY }), ["a", "c"]);
  assert.deepEqual(shown({ polarity: "absent", status: "approved" }), ["c"]);
});

test("nothing chosen is no filter", () => assert.equal(fitsChoice({ code: "", coder: "" }, { codes }), null));

test("a filter moves no mark to another lane", () => {
  const store = new Store([{ start: 0, end: 5 }]);
  store.load({ marks: MARKS.map((mark) => ({ ...mark })), memos: [] });
  const before = new Map(store.lanes.of);

  store.show((mark) => mark.id === "c");
  const filtered = new Map(store.lanes.of);
  store.show(null);

  assert.deepEqual([filtered, store.lanes.of], [before, before]);
  assert.equal(store.shown().length, 4);
});

test("brackets go to what is shown only", () => {
  const store = new Store([{ start: 0, end: 5 }]);
  store.load({ marks: MARKS.map((mark, at) => ({ ...mark, start: at })), memos: [] });

  store.show((mark) => mark.kind === "coding" && mark.code !== "ide");

  assert.equal(store.beside(0, "b", 1), null);
  assert.equal(store.beside(0, "b", -1).id, "a");
});

test("ten thousand marks are filtered and walked through within a few frames", () => {
  const turns = Array.from({ length: 2000 }, (_, at) => ({ start: at * 150, end: at * 150 + 148 }));
  const store = new Store(turns);
  const marks = Array.from({ length: 10_000 }, (_, at) => coding(`m${at}`, { start: at * 30, end: at * 30 + 20, code: at % 83 ? "ide" : "mat1" }));
  store.load({ marks, memos: [] });

  const before = performance.now();
  store.show(fitsChoice({ code: "mat" }, { codes }));
  const next = store.beside(150_000, null, 1);
  const spent = performance.now() - before;

  assert.equal(store.shown().length, 121);
  assert.equal(next.code, "mat1");
  assert.ok(spent < 100, `${spent} ms`);
});
