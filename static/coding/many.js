// @ts-check
/** What is done to many of one's own codings, or of one's own links, at once: shown at once, stored as one act that one undo takes back. */
import { say } from "../js/toast.js";
import { statusAfter } from "./marks.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {Partial<Mark> & {turned?: boolean}} Changes what each is given; `turned` turns a link round */

/** As many as the server takes at once. */
export const MOST = 500;

/** Whether it can be chosen with others. @param {Acts} acts @param {Mark} mark */
export const isChangeable = (acts, mark) => mark.coder === acts.where.me && !mark.unsent;

/**
 * What changes make of one mark. A link that has as its other end the one end it is given is turned round.
 * @param {Mark} mark @param {Changes} changes @returns {Partial<Mark>}
 */
export const meant = (mark, { turned, ...changes }) => {
  const round = { from_actor: mark.to_actor, to_actor: mark.from_actor };
  const { from_actor: from, to_actor: to } = changes;
  const meets = (from !== undefined && to === undefined && from === round.from_actor) || (to !== undefined && from === undefined && to === round.to_actor);
  return turned || meets ? { ...round, ...changes } : changes;
};

/** @param {Acts} acts @param {Mark[]} marks all of one kind @param {Changes} changes */
export const changeMany = (acts, marks, changes) => {
  for (const mark of marks) acts.store.put({ ...mark, ...meant(mark, changes), status: statusAfter(mark), unsent: true });
  send(acts, marks, { changes });
  say(word("changed_many", { count: marks.length }));
};

/** @param {Acts} acts @param {Mark[]} marks all of one kind */
export const removeMany = (acts, marks) => {
  for (const mark of marks) acts.store.remove(mark.id);
  send(acts, marks, { remove: true });
  say(word("removed_many", { count: marks.length }));
};

/** @param {Acts} acts @param {Mark[]} marks as they were @param {{changes: Changes} | {remove: true}} asked */
const send = (acts, marks, asked) => {
  const ids = marks.map((mark) => mark.id);
  acts.send("POST", `${acts.where.api}${marks[0]?.kind}s/bulk/`, { ids, ...asked }, {
    done: (told) => acts.settleAll(told),
    refused: () => acts.putBack(marks),
  });
};
