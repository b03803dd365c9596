import assert from "node:assert/strict";
import { test } from "node:test";
import { Acts } from "../../static/coding/acts.js";
import { changeMany } from "../../static/coding/many.js";
import { join } from "../../static/coding/shapes.js";
import { Store } from "../../static/coding/store.js";

const mark = (id, start, end) => ({ kind: "coding", id, start, end, coder: "me", code: "mat", about_actor: null, polarity: "enacted", status: "approved", in_scope: true, recheck: false, speaker: null });

/** Two codings that touch, a memo on the second, and what was sent. */
const scene = () => {
  const store = new Store([{ start: 0, end: 50 }]);
  const sent = [];
  const acts = new Acts(store, { acts: [], push: (act) => sent.push(act) }, { api: "/", transcript: "t", me: "me" });
  acts.reread = () => sent.push("reread");
  store.load({ marks: [mark("a", 0, 10), mark("b", 10, 20)], memos: [{ id: "m", kind: "note", text: "", author: "me", about: "b", start: 10, end: 20 }] });
  return { store, acts, sent, marks: () => [...store.marks.values()].map(({ id, end, status, unsent }) => [id, end, status, Boolean(unsent)]) };
};
globalThis.document = { querySelector: () => null }; // no page to say anything on
const REFUSED = { status: 409, body: { code: "deleted" } };

test("a join that is refused gives the memos back, and what is still there is read anew", () => {
  const { store, acts, sent, marks } = scene();
  join(acts, [store.marks.get("a"), store.marks.get("b")]);
  assert.deepEqual([marks(), store.memos.get("m").about], [[["a", 20, "submitted", true]], "a"]);

  sent[0].refused(REFUSED);

  assert.deepEqual([marks(), store.memos.get("m").about], [[["a", 10, "approved", false], ["b", 20, "approved", false]], "b"]);
  assert.equal(sent[1], "reread");
});

test("a change of many that is refused is taken back, and what is still there is read anew", () => {
  const { store, acts, sent, marks } = scene();
  changeMany(acts, [...store.marks.values()], { polarity: "absent" });
  assert.deepEqual(marks(), [["a", 10, "submitted", true], ["b", 20, "submitted", true]]);

  sent[0].refused(REFUSED);

  assert.deepEqual(marks(), [["a", 10, "approved", false], ["b", 20, "approved", false]]);
  assert.equal(sent[1], "reread");
});
