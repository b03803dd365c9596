import assert from "node:assert/strict";
import { test } from "node:test";

import { piecesOf } from "../../static/coding/told.js";
import { begun, fittingChoices } from "../../static/js/completing.js";

const CHOICES = [
  { typed: "@ani", label: "Ani Wijaya" },
  { typed: "@budi", label: "Budi Ani" },
  { typed: "#MAT", label: "Materi" },
];

test("a name or key is begun after a space, a bracket or nothing, and not within a word", () => {
  assert.equal(begun("Lihat @an"), "@an");
  assert.equal(begun("(#"), "#");
  assert.equal(begun("surat@an"), "");
  assert.equal(begun("@ani "), "");
});

test("what is typed comes before what is only called so, and each sign has its own", () => {
  assert.deepEqual(fittingChoices(CHOICES, "@AN").map((each) => each.typed), ["@ani", "@budi"]);
  assert.deepEqual(fittingChoices(CHOICES, "#").map((each) => each.typed), ["#MAT"]);
  assert.deepEqual(fittingChoices(CHOICES, "@mat"), []);
});

test("a memo is its words and those it names, in their order", () => {
  const id = "0b8e3f0a-1111-4222-8333-444455556666";

  assert.deepEqual(piecesOf(`Untuk @[${id}]: ¶[x]`), ["Untuk ", { sign: "@", id }, ": ¶[x]"]);
  assert.deepEqual(piecesOf(""), []);
});
