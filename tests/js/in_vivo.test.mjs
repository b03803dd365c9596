import assert from "node:assert/strict";
import test from "node:test";
import { asLabel, freeKey } from "../../static/coding/in_vivo.js";

test("words over two lines of a file stay apart in the label of a code, which is cut where it grows long", () => {
  assert.equal(asLabel(" stuff we talk\nabout,  often "), "stuff we talk about, often");
  assert.equal(asLabel("kata ".repeat(40)).length, 80);
  assert.equal(asLabel("ma\u00adsker\u200b \u202eini"), "masker ini");
  assert.equal(asLabel("ꦏ꧀\u200cꦏ"), "ꦏ꧀\u200cꦏ");
});

test("a new code gets the first key that none has, however it is written", () => {
  assert.equal(freeKey([{ key: "V1" }, { key: "v2" }, { key: "MAT" }]), "V3");
});
