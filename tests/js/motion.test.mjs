import assert from "node:assert/strict";
import test from "node:test";
import { nextStop, sentences, unitAt, words } from "../../static/coding/motion.js";

const TEXT = "Ya. 😷 Kami menyumbang masker! Lalu?";
const slice = ({ start, end }) => [...TEXT].slice(start, end).join("");

test("words are without signs, in code points, and an emoji is a word", () => {
  assert.deepEqual(words(TEXT, "id").map(slice), ["Ya", "😷", "Kami", "menyumbang", "masker", "Lalu"]);
});

test("sentences are without the spaces around them", () => {
  assert.deepEqual(sentences(TEXT, "id").map(slice), ["Ya.", "😷 Kami menyumbang masker!", "Lalu?"]);
});

test("a line broken in the middle of a sentence does not end it, an empty line does", () => {
  const text = "Kami menyumbang\nmasker, beras dan\ngula. Lalu\n\nWarga ikut";
  const said = sentences(text, "id").map(({ start, end }) => [...text].slice(start, end).join(""));
  assert.deepEqual(said, ["Kami menyumbang\nmasker, beras dan\ngula.", "Lalu", "Warga ikut"]);
});

test("a step forward goes to an end, a step back to a start", () => {
  const units = words(TEXT, "id");
  assert.equal(nextStop(units, 0, 1), 2);
  assert.equal(nextStop(units, 2, 1), 5);
  assert.equal(nextStop(units, 5, -1), 4);
  assert.equal(nextStop(units, 0, -1), null);
  assert.equal(nextStop(units, [...TEXT].length, 1), null);
});

test("the unit at a place is the one around it, else the next, else the last", () => {
  const units = sentences(TEXT, "id");
  assert.equal(slice(unitAt(units, 1)), "Ya.");
  assert.equal(slice(unitAt(units, 3)), "😷 Kami menyumbang masker!");
  assert.equal(slice(unitAt(units, 999)), "Lalu?");
  assert.equal(unitAt([], 0), null);
});
