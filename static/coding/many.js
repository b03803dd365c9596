// @ts-check
/** What is done to many of one's own codings at once: shown at once, stored as one act that one undo takes back. */
import { say } from "../js/toast.js";
import { REOPENED } from "./marks.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./acts.js").Acts} Acts */

/** As many as the server takes at once. */
export const MOST = 500;

/** Whether it can be chosen with others. @param {Acts} acts @param {Mark} mark */
export const isChangeable = (acts, mark) => mark.kind === "coding" && mark.coder === acts.where.me && !mark.unsent;

/** @param {Acts} acts @param {Mark[]} marks @param {Partial<Mark>} changes */
export const changeMany = (acts, marks, changes) => {
  for (const mark of marks) {
    const status = REOPENED.includes(mark.status) ? "submitted" : mark.status;
    acts.store.put({ ...mark, ...changes, status, unsent: true });
  }
  send(acts, marks, { changes });
  say(word("changed_many", { count: marks.length }));
};

/** @param {Acts} acts @param {Mark[]} marks */
export const removeMany = (acts, marks) => {
  for (const mark of marks) acts.store.remove(mark.id);
  send(acts, marks, { remove: true });
  say(word("removed_many", { count: marks.length }));
};

/** @param {Acts} acts @param {Mark[]} marks as they were @param {{changes: Partial<Mark>} | {remove: true}} asked */
const send = (acts, marks, asked) => {
  const ids = marks.map((mark) => mark.id);
  acts.send("POST", `${acts.where.api}codings/bulk/`, { ids, ...asked }, {
    done: ({ codings }) => { for (const row of codings) if (!row.trashed_at) acts.settle(row); },
    refused: () => { for (const mark of marks) acts.store.put(mark); },
  });
};
