// @ts-check
/** Arithmetic of half-open spans [start, end) in code points, and the lanes in which overlapping ones run side by side. */

/** @typedef {{start: number, end: number}} Span */
/** @typedef {Span & {id: string}} Named */

/** Whether two spans share a character; an empty one counts as the place it stands at. @param {Span} a @param {Span} b @returns {boolean} */
export const overlaps = (a, b) => {
  if (a.start === a.end) return b.start <= a.start && a.start < Math.max(b.end, b.start + 1);
  if (b.start === b.end) return overlaps(b, a);
  return a.start < b.end && b.start < a.end;
};

/** In reading order; of two that start together, the longer first. @param {Span} a @param {Span} b */
export const inReadingOrder = (a, b) => a.start - b.start || b.end - a.end;

/** The span that both have in common, or null. @param {Span} a @param {Span} b @returns {Span | null} */
export const common = (a, b) => {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
};

/**
 * What is seen from above of spans that lie over each other: pieces without overlap, in reading order, each at the
 * highest level there.
 * @param {(Span & {level: number})[]} spans @returns {(Span & {level: number})[]}
 */
export const fromAbove = (spans) => {
  const edges = spans.flatMap(({ start, end, level }) => [{ point: start, level, step: 1 }, { point: end, level, step: -1 }]);
  edges.sort((a, b) => a.point - b.point);
  /** @type {number[]} how many lie at each level */
  const open = [];
  const pieces = [];
  let [top, from] = [-1, 0];
  for (const [at, { point, level, step }] of edges.entries()) {
    open[level] = (open[level] ?? 0) + step;
    if (edges[at + 1]?.point === point) continue;
    const now = open.findLastIndex((count) => count > 0);
    if (now === top) continue;
    if (top >= 0) pieces.push({ start: from, end: point, level: top });
    [top, from] = [now, point];
  }
  return pieces;
};

/**
 * The place of the last item that starts at or before `point`; -1 before the first.
 * @template T @param {T[]} items sorted @param {number} point @param {(item: T) => number} startOf
 */
export const lastFrom = (items, point, startOf) => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(/** @type {T} */ (items[middle])) <= point) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** @param {Span} item */
const startOf = (item) => item.start;

/** Lanes for spans, each in the lowest that is free when it comes; it keeps that lane as long as it stays. */
export class Lanes {
  constructor() {
    /** @type {Named[][]} sorted by start, without overlap within a lane */
    this.lanes = [];
    /** @type {Map<string, number>} */
    this.of = new Map();
  }

  /** Put many in at once, in reading order. @param {Named[]} sorted */
  fill(sorted) {
    /** @type {number[]} where the last span of each lane ends */
    const ends = [];
    for (const span of sorted) {
      let lane = 0;
      while (lane < ends.length && /** @type {number} */ (ends[lane]) > span.start) lane += 1;
      if (lane === ends.length) this.lanes[lane] = [];
      this.lanes[lane]?.push(span);
      ends[lane] = span.end;
      this.of.set(span.id, lane);
    }
  }

  /** @param {Named} span @returns {number} its lane */
  add(span) {
    let lane = this.lanes.findIndex((taken) => this.isFree(taken, span));
    if (lane < 0) lane = this.lanes.push([]) - 1;
    const taken = /** @type {Named[]} */ (this.lanes[lane]);
    taken.splice(lastFrom(taken, span.start, startOf) + 1, 0, span);
    this.of.set(span.id, lane);
    return lane;
  }

  /** @param {string} id */
  remove(id) {
    const lane = this.of.get(id);
    if (lane === undefined) return;
    const taken = /** @type {Named[]} */ (this.lanes[lane]);
    taken.splice(taken.findIndex((span) => span.id === id), 1);
    this.of.delete(id);
  }

  /** @param {Named[]} taken @param {Span} span */
  isFree(taken, span) {
    const before = lastFrom(taken, span.start, startOf);
    const neighbours = [taken[before], taken[before + 1]];
    return neighbours.every((other) => !other || other.end <= span.start || other.start >= span.end);
  }
}
