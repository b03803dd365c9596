// @ts-check
/** Where a coding may begin, end or be cut: edges of words, in code points of the text. Pure but for the set text it is asked about. */
import { pieces } from "./motion.js";
import { pointsIn, sliceOf } from "./offsets.js";

/** @typedef {import("./spans.js").Span} Span */
/** @typedef {import("./text.js").SetText} SetText */
/** @typedef {"start" | "end"} Edge */

/** Words with the signs that cling to them, of a turn, in code points of the text. @param {SetText} text @param {number} number @param {string} language @returns {Span[]} */
const wordsOf = (text, number, language) => {
  const turn = text.turns[number];
  return turn ? pieces(turn.text, language).map(({ start, end }) => ({ start: start + turn.start, end: end + turn.start })) : [];
};

/** The next place in a direction where a coding may begin or end, in this turn or the one beside it. @param {SetText} text @param {string} language @param {number} point @param {Edge} edge @param {1 | -1} direction @returns {number | null} */
export const nextEdge = (text, language, point, edge, direction) => {
  const first = text.numberAt(direction < 0 ? point - 1 : point);
  for (let number = first; text.turns[number]; number += direction) {
    const edges = wordsOf(text, number, language).map((each) => each[edge]);
    const found = direction > 0 ? edges.find((each) => each > point) : edges.findLast((each) => each < point);
    if (found !== undefined) return found;
  }
  return null;
};

/** The place nearest to `point` where a coding may begin or end. @param {SetText} text @param {string} language @param {number} point @param {Edge} edge */
export const nearestEdge = (text, language, point, edge) => {
  const edges = wordsOf(text, text.numberAt(point), language).map((each) => each[edge]);
  return edges.reduce((best, each) => (Math.abs(each - point) < Math.abs(best - point) ? each : best), edges[0] ?? point);
};

/** Where the two halves of a coding end and begin when it is cut at `point`: the space there belongs to none; null where no words would be left. @param {SetText} text @param {Span} span @param {number} point */
export const cutAt = (text, span, point) => {
  if (point <= span.start || point >= span.end) return null;
  const trimmed = (/** @type {string} */ words) => pointsIn(words) - pointsIn(words.trimEnd());
  const turn = text.turnAt(point);
  const before = sliceOf(turn.text, Math.max(0, span.start - turn.start), point - turn.start);
  const after = sliceOf(turn.text, Math.min(point, turn.end) - turn.start, span.end - turn.start);
  const ends = Math.min(point, turn.end) - trimmed(before);
  const starts = point + pointsIn(after) - pointsIn(after.trimStart());
  const isWhole = text.words({ start: span.start, end: ends }).trim() && text.words({ start: starts, end: span.end }).trim();
  return isWhole ? { ends, starts } : null;
};

/** A span without what lies around its words: spaces, and between turns the label of who speaks next. Empty where it holds no word. @param {SetText} text @param {Span} span @returns {Span} */
export const tight = (text, { start, end }) => {
  const [first, last] = [text.numberAt(start), text.numberAt(end)];
  const inside = (/** @type {number} */ number) => {
    const turn = /** @type {import("./text.js").Turn} */ (text.turns[number]);
    const [from, to] = [Math.max(start, turn.start), Math.min(end, turn.end)];
    const words = sliceOf(turn.text, from - turn.start, to - turn.start);
    return words.trim() ? { start: from + pointsIn(words) - pointsIn(words.trimStart()), end: to - pointsIn(words) + pointsIn(words.trimEnd()) } : null;
  };
  let [from, to] = [first, last];
  while (from <= last && !inside(from)) from += 1;
  while (to > from && !inside(to)) to -= 1;
  return from > last ? { start, end: start } : { start: inside(from)?.start ?? start, end: inside(to)?.end ?? end };
};

/** Whether no word lies between two spans. @param {SetText} text @param {Span} one @param {Span} other */
export const touch = (text, one, other) => {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one];
  return second.start <= first.end || !text.words({ start: first.end, end: second.start }).trim();
};

/** The span and all that touch it, or touch those. @template {Span} T @param {SetText} text @param {T} first @param {T[]} others @returns {T[]} */
export const joinable = (text, first, others) => {
  const found = [first];
  for (let at = 0; at < found.length; at += 1) {
    const here = /** @type {T} */ (found[at]);
    for (const other of others) if (!found.includes(other) && touch(text, here, other)) found.push(other);
  }
  return found;
};
