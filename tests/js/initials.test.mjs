import assert from "node:assert/strict";
import test from "node:test";
import { initials } from "../../static/coding/initials.js";

test("a person is the first letters of the first and the last word of the name, without what is added to it", () => {
  const names = ["Ani Budi Citra", "Sukarno", "Pengode kedua (rekaan)", "ibu 'Atikah", "𠮷田 太郎", "(tamu)", ""];

  assert.deepEqual(names.map(initials), ["AC", "S", "PK", "IA", "𠮷太", "(", ""]);
});
