import assert from "node:assert/strict";
import test from "node:test";
import { pointsIn, sliceOf, toPoints, toUnits } from "../../static/coding/offsets.js";

const TEXTS = ["", "kami", "Ya, 😷 begitu.", "👩‍⚕️ dan 👨‍👩‍👧‍👦", "é́ ñ 東京 ﷽", "😷", "a😷"];

test("the length is that of the code points", () => {
  for (const text of TEXTS) assert.equal(pointsIn(text), [...text].length);
});

test("there and back from every code point is where it began", () => {
  for (const text of TEXTS) {
    for (let point = 0; point <= [...text].length; point += 1) assert.equal(toPoints(text, toUnits(text, point)), point);
  }
});

test("every slice is the slice of the code points", () => {
  for (const text of TEXTS) {
    const points = [...text];
    for (let start = 0; start <= points.length; start += 1) {
      for (let end = start; end <= points.length; end += 1) {
        assert.equal(sliceOf(text, start, end), points.slice(start, end).join(""));
      }
    }
  }
});

test("an offset inside a pair counts as the pair's start, one outside the text as its edge", () => {
  assert.equal(toPoints("a😷b", 2), 1);
  assert.equal(toPoints("a😷b", 99), 3);
  assert.equal(toPoints("a😷b", -1), 0);
  assert.equal(toUnits("a😷b", 99), 4);
});
