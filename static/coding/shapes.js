// @ts-check
/** Acts that touch more than one coding or the words of one: each shown at once, stored as one act, taken back as one. */
import { say } from "../js/toast.js";
import { statusAfter } from "./marks.js";
import { newId, word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./marks.js").Memo} Memo */
/** @typedef {import("./spans.js").Span} Span */
/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./queue.js").Answer} Answer */
/** @typedef {{id: string, key: string, label: string, parent: string | null}} NewCode */

/** What becomes of several at once when the server has answered. @param {Acts} acts @param {Mark[]} before @param {string[]} [born] @param {Memo[]} [memos] */
const answered = (acts, before, born, memos) => ({
  done: (/** @type {any} */ told) => acts.settleAll(told),
  refused: () => acts.putBack(before, born, memos),
});

/**
 * Give several codes to the same words; those that stand there already are left out.
 * @param {Acts} acts @param {string[]} codes @param {Span & {about_actor: string | null}} where @returns {Mark[]} the new ones
 */
export const giveAll = (acts, codes, where) => {
  const made = codes.map((code) => acts.made({ kind: "coding", ...where, code })).filter((mark) => !acts.twin(mark));
  if (!made.length) say(word("already"));
  if (!made.length) return [];
  for (const mark of made) acts.store.put(mark);
  const codings = made.map(({ id, code }) => ({ id, code }));
  const ids = made.map(({ id }) => id);
  const body = { transcript: acts.where.transcript, ...where, codings };
  acts.send("POST", `${acts.where.api}codings/several/`, body, { about: ids[0], ...answered(acts, [], ids) });
  return made;
};

/**
 * Add a code named after the words and give it to them.
 * @param {Acts} acts @param {NewCode} code @param {Span & {about_actor: string | null}} where @param {string} language
 * @param {(isThere: boolean) => void} tell whether the server has the code @returns {Mark}
 */
export const giveInVivo = (acts, { id, key, label, parent }, where, language, tell) => {
  const mark = acts.made({ kind: "coding", ...where, code: id });
  acts.store.put(mark);
  const entry = { id, key, parent, texts: { [language]: { label } } };
  const body = { id: mark.id, transcript: acts.where.transcript, ...where, code: entry };
  const done = (/** @type {any} */ row) => { tell(true); acts.settle(row); };
  const refused = () => { acts.store.remove(mark.id); tell(false); };
  acts.send("POST", `${acts.where.api}codings/in-vivo/`, body, { done, refused, isWords: true });
  return mark;
};

/** @param {Acts} acts @param {Mark} mark @param {{ends: number, starts: number}} cut @returns {Mark | null} the second, null where it is not one's own */
export const split = (acts, mark, { ends, starts }) => {
  if (!acts.isOwn(mark)) return null;
  const status = statusAfter(mark);
  const second = { ...mark, id: newId(), start: starts, status: status === "submitted" ? status : "draft", unsent: true };
  acts.store.put({ ...mark, end: ends, status, unsent: true });
  acts.store.put(second);
  const body = { coding: mark.id, transcript: acts.where.transcript, ends, starts, new: second.id };
  acts.send("POST", `${acts.where.api}codings/split/`, body, { about: mark.id, ...answered(acts, [mark], [second.id]) });
  return second;
};

/** Join marks that judge alike and touch into the first of them. @param {Acts} acts @param {Mark[]} marks @returns {Mark} */
export const join = (acts, marks) => {
  const [kept, ...others] = /** @type {[Mark, ...Mark[]]} */ (marks);
  const start = Math.min(...marks.map((mark) => mark.start));
  const joined = { ...kept, start, end: Math.max(...marks.map((mark) => mark.end)), status: statusAfter(kept), unsent: true };
  const memos = others.flatMap(({ id }) => acts.store.memosOf(id));
  for (const memo of memos) acts.store.putMemo({ ...memo, about: kept.id });
  for (const { id } of others) acts.store.remove(id);
  acts.store.put(joined);
  const ids = marks.map((mark) => mark.id);
  acts.send("POST", `${acts.where.api}codings/merge/`, { ids }, { about: kept.id, ...answered(acts, marks, [], memos) });
  return joined;
};
