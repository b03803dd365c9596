// @ts-check
/** Takes over what a page that died left unsent: it is sent now, and what it created on this text is shown again. */
import { fromRow } from "./marks.js";

/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./kept.js").Request} Request */

/** @param {Acts} acts @param {Request[]} left in its order */
export const takeOver = (acts, left) => {
  const isHere = (/** @type {any} */ row) => row?.transcript === acts.where.transcript;
  for (const { method, url, body, about } of left) {
    const creates = method === "POST" && isHere(body);
    if (creates && !acts.store.marks.has(about)) acts.store.put(asShown(body, acts.where.me));
    acts.send(method, url, body, {
      done: (row) => { if (isHere(row)) acts.settle(row); },
      refused: (answer) => {
        if (creates) acts.store.remove(about);
        acts.show(answer);
      },
    });
  }
};

/** @param {any} body of a request that creates @param {string} me @returns {import("./marks.js").Mark} */
const asShown = (body, me) => ({ ...fromRow(body), coder: me, status: "draft", recheck: false, unsent: true });
