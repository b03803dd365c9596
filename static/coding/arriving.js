// @ts-check
/** Where the address of the coding screen points. */
import { ask } from "./requests.js";

/** @typedef {import("./spans.js").Span} Span */

/** The span that an address names: a passage by `#p-` and its id, or words by `#s-` and their start and end. @param {string} hash @param {import("./naming.js").Screen} screen @returns {Promise<Span | undefined>} */
export const named = async (hash, screen) => {
  const [, start = 0, end = 0] = hash.match(/^#s-(\d{1,9})-(\d{1,9})$/)?.map(Number) ?? [];
  if (start < end && end <= screen.length) return { start, end };
  const id = hash.match(/^#p-([0-9a-f-]{36})$/)?.[1];
  if (!id) return undefined;
  const { status, body } = await ask("GET", `${screen.api}passages/${id}/`);
  if (status !== 200 || body.transcript !== screen.transcript) return undefined;
  return { start: body.start, end: body.end };
};
