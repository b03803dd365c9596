// @ts-check
/**
 * The server counts Unicode code points, the browser UTF-16 units. This file is the only place that knows both.
 */

const PAIRED = /[\ud800-\udbff][\udc00-\udfff]/;

/** Whether both counts agree all through `text`. @param {string} text */
const isPlain = (text) => !PAIRED.test(text);

/** The length of `text` in code points. @param {string} text */
export const pointsIn = (text) => {
  if (isPlain(text)) return text.length;
  let points = 0;
  for (const _ of text) points += 1;
  return points;
};

/**
 * How many code points lie before the UTF-16 offset `units`; one inside a pair counts as the pair's start.
 * @param {string} text @param {number} units
 */
export const toPoints = (text, units) => {
  const whole = Math.max(0, Math.min(units, text.length));
  if (isPlain(text)) return whole;
  let points = 0;
  for (let at = 0; at < whole; points += 1) {
    at += Number(text.codePointAt(at)) > 0xffff ? 2 : 1;
    if (at > whole) break;
  }
  return points;
};

/**
 * The UTF-16 offset of the code point number `points`.
 * @param {string} text @param {number} points
 */
export const toUnits = (text, points) => {
  if (isPlain(text)) return Math.max(0, Math.min(points, text.length));
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += Number(text.codePointAt(at)) > 0xffff ? 2 : 1;
  return at;
};

/** The code points from `start` to `end` of `text`. @param {string} text @param {number} start @param {number} end */
export const sliceOf = (text, start, end) => text.slice(toUnits(text, start), toUnits(text, end));
