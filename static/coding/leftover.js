// @ts-check
/** Takes over what a page that died left unsent: it is sent now, and what it created on this text is shown again. */
import { fromRow, memoFromRow } from "./marks.js";

/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./kept.js").Request} Request */

/** @param {Acts} acts @param {(Request & {seq?: number})[]} left in its order; `seq` where the device has it */
export const takeOver = (acts, left) => {
  const isHere = (/** @type {any} */ row) => row?.transcript === acts.where.transcript;
  for (const { method, url, body, about, seq } of left) {
    const creates = method === "POST" && isHere(body) && Boolean(body.id) && !("text" in body);
    if (creates && !acts.store.marks.has(about)) acts.store.put(asShown(body, acts.where.me));
    acts.send(method, url, body, {
      about,
      keeping: seq ? Promise.resolve(seq) : undefined,
      done: (row) => {
        if (row?.codings) { for (const each of row.codings) if (isHere(each) && !each.trashed_at) acts.settle(each); }
        else if (row?.kind && "text" in row) acts.store.putMemo({ ...memoFromRow(row), start: body.start ?? 0, end: body.end ?? 0 });
        else if (isHere(row)) acts.settle(row);
        else if (creates) acts.store.forget(about); // carried to a newer text than this page shows
      },
      refused: (answer) => acts.show(answer, about, creates ? null : acts.store.marks.get(about)),
    });
  }
};

/** @param {any} body of a request that creates @param {string} me @returns {import("./marks.js").Mark} */
const asShown = (body, me) => ({ ...fromRow(body), coder: me, status: "draft", recheck: false, unsent: true });
