// @ts-check
/** When words are heard and which words are heard now: between the times of the turns and code points. Pure. */

/** @typedef {[number | null, number | null]} Times when a turn begins and ends, in milliseconds; null is not known */
/** @typedef {{times: Times[], stamp: string, may_stamp: boolean, link: string}} Hearing what the server says of a recording: the times of the turns, where they are corrected, where it is kept */
/** @typedef {import("./spans.js").Span} Span */

/** The number of the turn that is heard at a time: of those that have begun, the one that began last; -1 before all. @param {Times[]} times @param {number} at */
export const turnHeardAt = (times, at) => {
  let found = -1;
  let latest = -1;
  for (const [number, [start]] of times.entries()) {
    if (start !== null && start <= at && start >= latest) [found, latest] = [number, start];
  }
  return found;
};

/** When a turn ends: as it says, else when the next one begins, else not known. @param {Times[]} times @param {number} number @returns {number | null} */
export const endOf = (times, number) => {
  const own = times[number]?.[1];
  if (own !== null && own !== undefined) return own;
  const begun = times[number]?.[0] ?? 0;
  return times.slice(number + 1).find(([start]) => start !== null && start > begun)?.[0] ?? null;
};

/**
 * When a place in a turn is heard. Within the turn it is an estimate: as if every character took equally long to say.
 * @param {Span} turn @param {Times[]} times @param {number} number @param {number} point
 */
export const timeOf = (turn, times, number, point) => {
  const start = times[number]?.[0] ?? null;
  const end = endOf(times, number);
  if (start === null) return null;
  if (end === null || turn.end === turn.start) return start;
  const part = (Math.min(Math.max(point, turn.start), turn.end) - turn.start) / (turn.end - turn.start);
  return Math.round(start + part * (end - start));
};
