import assert from "node:assert/strict";
import test from "node:test";
import { fromRow, readMarks } from "../../static/coding/marks.js";
import { fitting } from "../../static/coding/fitting.js";
import { Store } from "../../static/coding/store.js";

const TURNS = [{ start: 3, end: 10 }, { start: 14, end: 30 }, { start: 34, end: 40 }];
const mark = (id, start, end, more = {}) => ({ id, start, end, kind: "coding", ...more });

test("a mark lies in every turn that it touches, and goes from all of them", () => {
  const store = new Store(TURNS);
  const told = [];
  store.onChange((numbers) => told.push([...numbers].sort()));

  store.put(mark("a", 5, 36));
  store.put(mark("b", 14, 16));
  assert.deepEqual(store.at({ start: 15, end: 15 }).map(({ id }) => id), ["a", "b"]);
  store.put(mark("a", 5, 8));
  assert.deepEqual(store.at({ start: 15, end: 15 }).map(({ id }) => id), ["b"]);
  store.remove("b");

  assert.deepEqual(told, [[0, 1, 2], [1], [0, 1, 2], [1]]);
  assert.deepEqual(store.at({ start: 0, end: 99 }).map(({ id }) => id), ["a"]);
});

test("what is not sent yet outlives what the server tells", () => {
  const store = new Store(TURNS);
  store.put(mark("mine", 3, 5, { unsent: true }));
  store.put(mark("old", 3, 5));

  store.load({ marks: [mark("new", 20, 22)], memos: [] });

  assert.deepEqual([...store.marks.keys()], ["new", "mine"]);
});

test("the coding beside another, or beside the cursor", () => {
  const store = new Store(TURNS);
  for (const each of [mark("a", 3, 5), mark("b", 14, 16), mark("c", 34, 36)]) store.put(each);

  assert.equal(store.beside(0, "b", 1).id, "c");
  assert.equal(store.beside(20, null, 1).id, "c");
  assert.equal(store.beside(20, null, -1).id, "b");
  assert.equal(store.beside(0, "c", 1), null);
});

test("compact rows and the API's rows say the same", () => {
  const [code, actor, who] = ["c", "a", "w"].map((letter) => letter.repeat(8) + "-0000-4000-8000-000000000000");
  const fixed = { polarities: ["enacted", "limited"], statuses: ["draft", "approved"], regularities: [] };
  const lists = { codes: [code], actors: [actor], forms: [], people: [who] };
  const id = "01234567-89ab-cdef-0123-456789abcdef";
  const { marks } = readMarks({ lists, codings: [[id, 4, 6, 1, 1, 0, 1, 0, 0]], links: [], memos: [] }, fixed);
  const row = {
    id, start: 4, end: 10, polarity: "limited", status: "approved", coder: who,
    in_scope: true, recheck: false, speaker: null, code, about_actor: actor, quote: "left out",
  };

  assert.deepEqual(marks, [fromRow(row)]);
});

test("what is typed finds a code by key, then by its words", () => {
  const codes = [["MAT", "Partisipasi materi"], ["MAT.1", "uang/iuran"], ["MOT", "Motivasi"]].map(([key, label]) => ({ key, label, brief: "" }));

  assert.deepEqual(fitting(codes, "mat").map(({ key }) => key), ["MAT", "MAT.1"]);
  assert.deepEqual(fitting(codes, "uang").map(({ key }) => key), ["MAT.1"]);
  assert.deepEqual(fitting(codes, "").length, 3);
  assert.deepEqual(fitting(codes, "zzz"), []);
});
