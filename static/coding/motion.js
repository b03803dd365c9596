// @ts-check
/** Where the words and sentences of a text begin and end, in code points, in the language of the text. */
import { pointsIn, toPoints } from "./offsets.js";

/** @typedef {{start: number, end: number}} Span */

/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map();

/** @param {string} language @param {"word" | "sentence"} granularity */
const segmenterOf = (language, granularity) => {
  const known = `${language} ${granularity}`;
  if (!segmenters.has(known)) segmenters.set(known, new Intl.Segmenter(language, { granularity }));
  return /** @type {Intl.Segmenter} */ (segmenters.get(known));
};

/** Words without the spaces and signs between them. @param {string} text @param {string} language @returns {Span[]} */
export const words = (text, language) =>
  [...segmenterOf(language, "word").segment(text)]
    .filter((part) => part.isWordLike || /\p{Extended_Pictographic}/u.test(part.segment))
    .map((part) => spanOf(text, part.index, part.segment));

/** Words with the signs that cling to them, between the spaces: what a coding grows and shrinks by. @param {string} text @param {string} language @returns {Span[]} */
export const pieces = (text, language) => {
  /** @type {{from: number, to: number, hasWord: boolean}[]} */
  const found = [];
  let isOpen = false;
  for (const { index, segment, isWordLike } of segmenterOf(language, "word").segment(text)) {
    const last = found.at(-1);
    if (!segment.trim()) { isOpen = false; continue; }
    if (isOpen && last && !(isWordLike && last.hasWord)) Object.assign(last, { to: index + segment.length, hasWord: last.hasWord || isWordLike });
    else found.push({ from: index, to: index + segment.length, hasWord: Boolean(isWordLike) });
    isOpen = true;
  }
  return found.map(({ from, to }) => spanOf(text, from, text.slice(from, to)));
};

/** A line broken by hand in the middle of a paragraph: no sentence ends there. An empty line or a list ends one. */
const BROKEN_LINE = /(?<=\S[^\S\n]*)\n(?=[^\S\n]*[\p{L}\p{N}"“‘'(])/gu;

/** Sentences without the spaces around them. @param {string} text @param {string} language @returns {Span[]} */
export const sentences = (text, language) =>
  [...segmenterOf(language, "sentence").segment(text.replace(BROKEN_LINE, " "))]
    .map((part) => spanOf(text, part.index + part.segment.length - part.segment.trimStart().length, part.segment.trim()))
    .filter((span) => span.end > span.start);

/** @param {string} text @param {number} units @param {string} part @returns {Span} */
const spanOf = (text, units, part) => {
  const start = toPoints(text, units);
  return { start, end: start + pointsIn(part) };
};

/**
 * The next stop from `point` in a direction: forward the end of a unit, backward its start; null where there is none.
 * @param {Span[]} units @param {number} point @param {1 | -1} direction
 */
export const nextStop = (units, point, direction) =>
  direction > 0
    ? (units.find((unit) => unit.end > point)?.end ?? null)
    : (units.findLast((unit) => unit.start < point)?.start ?? null);

/** The unit that `point` stands in, or else the one after it, or else the last. @param {Span[]} units @param {number} point */
export const unitAt = (units, point) => units.find((unit) => point < unit.end) ?? units.at(-1) ?? null;
