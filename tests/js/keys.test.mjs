import assert from "node:assert/strict";
import test from "node:test";
import { Keys } from "../../static/coding/keys.js";

const keys = new Keys({
  dimensions: [{ digit: "1", code: "ide" }, { digit: "2", code: "mat" }],
  polarities: [{ key: "q", value: "enacted" }],
  actors: [{ key: "a", id: "bkb" }],
});
const press = (key, held = {}) => keys.wish({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("digits code, the next free one links, letters change the coding in hand", () => {
  assert.deepEqual(press("2"), { do: "code", value: "mat" });
  assert.deepEqual(press("3"), { do: "link" });
  assert.deepEqual(press("q"), { do: "polarity", value: "enacted" });
  assert.deepEqual(press("A", { shiftKey: true }), { do: "about_actor", value: "bkb" });
});

test("arrows move by turn, word and sentence, and grow with Shift", () => {
  assert.deepEqual(press("ArrowDown").value, { unit: "turn", direction: 1, grow: false });
  assert.deepEqual(press("ArrowLeft", { shiftKey: true }).value, { unit: "word", direction: -1, grow: true });
  assert.deepEqual(press("ArrowRight", { ctrlKey: true }).value, { unit: "sentence", direction: 1, grow: false });
});

test("undo and redo in every usual spelling", () => {
  assert.equal(press("z", { ctrlKey: true }).do, "undo");
  assert.equal(press("Z", { ctrlKey: true, shiftKey: true }).do, "redo");
  assert.equal(press("z", { metaKey: true }).do, "undo");
  assert.equal(press("y", { ctrlKey: true }).do, "redo");
});

test("the browser keeps its own shortcuts and everything unknown", () => {
  for (const [key, held] of [["1", { ctrlKey: true }], ["a", { metaKey: true }], ["g", {}], ["F5", {}], ["Tab", {}]]) assert.equal(press(key, held), null);
});

test("the digits after the link's are those of the codes used lately", () => {
  assert.deepEqual(press("4"), { do: "recent", value: 0 });
  assert.deepEqual(press("9"), { do: "recent", value: 5 });
});

test("one's own key that something else of this study has stays away, and what it stood for keeps its key", () => {
  const study = { dimensions: [{ digit: "1", code: "ide" }], polarities: [], actors: [{ key: "a", id: "bkb" }] };
  const own = new Keys(study, { isOff: false, moved: { m: "a", x: "m", k: "j", u: "ö", i: "l", l: "i" }, codes: { j: "masks" } });
  const wish = (key) => own.wish({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false });
  assert.deepEqual(["a", "m", "x", "j", "k"].map((key) => wish(key)?.do), ["about_actor", "memo", "scope", "code", "quote"]);
  assert.deepEqual(["ö", "l", "i"].map((key) => wish(key)?.do), ["dim", "inVivo", "list"]);
  assert.deepEqual(["m", "x", "k", "u"].map((key) => own.shown(key)), ["m", "x", "k", "ö"]);
});

test("one's own keys take the place of those of old; codes get keys; all single ones can be off", () => {
  const own = new Keys({ dimensions: [], polarities: [], actors: [] }, { isOff: false, moved: { m: "ö" }, codes: { j: "masks" } });
  const wish = (key) => own.wish({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false });
  assert.deepEqual([wish("ö"), wish("m"), wish("j")], [{ do: "memo" }, null, { do: "code", value: "masks" }]);
  assert.deepEqual([own.shown("m"), own.shown("x")], ["ö", "x"]);
  own.use({ ...own.own, isOff: true });
  assert.deepEqual([wish("ö"), wish("/"), wish("Delete").do, wish(" ").do, own.shown("x")], [null, null, "remove", "selectHere", ""]);
});
