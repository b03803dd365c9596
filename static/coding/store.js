// @ts-check
/** Every mark on the transcript, by id, by turn and by lane; whoever listens hears which turns changed. */
import { inReadingOrder, Lanes, lastFrom, overlaps } from "./spans.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./marks.js").Memo} Memo */
/** @typedef {import("./spans.js").Span} Span */

/** Marks that share a line of the page need lanes of their own; a line holds about as many characters. */
const LINE = 66;

export class Store {
  /** @param {Span[]} turns sorted, without overlap */
  constructor(turns) {
    this.turns = turns;
    /** @type {Map<string, Mark>} */
    this.marks = new Map();
    /** @type {Set<Mark>[]} */
    this.byTurn = turns.map(() => new Set());
    this.lanes = new Lanes();
    /** @type {Map<string, Memo>} */
    this.memos = new Map();
    /** @type {((turns: Set<number>) => void)[]} */
    this.listeners = [];
    /** how often anything has changed: what the server told of an earlier state is out of date */
    this.version = 0;
    this.fits = /** @type {((mark: Mark) => boolean) | null} */ (null);
  }

  /** @param {(turns: Set<number>) => void} listener */
  onChange(listener) { this.listeners.push(listener); }

  /** Take over everything that the server told. @param {{marks: Mark[], memos: Memo[]}} told */
  load({ marks, memos }) {
    const unsent = [...this.marks.values()].filter((mark) => mark.unsent);
    this.marks.clear();
    this.lanes = new Lanes();
    for (const turn of this.byTurn) turn.clear();
    this.memos = new Map(memos.map((memo) => [memo.id, memo]));
    marks.sort(inReadingOrder);
    this.lanes.fill(marks.map((mark) => this.stretch(mark)));
    for (const mark of marks) this.file(mark);
    for (const mark of unsent) if (!this.marks.has(mark.id)) this.put(mark);
    this.tell(new Set(this.turns.keys()));
  }

  /** The numbers of the turns that a span touches. @param {Span} span */
  turnsOf({ start, end }) {
    const numbers = [];
    let number = Math.max(0, lastFrom(this.turns, start, (turn) => turn.start));
    for (; number < this.turns.length; number += 1) {
      const turn = /** @type {Span} */ (this.turns[number]);
      if (turn.start >= end && numbers.length) break;
      if (turn.end > start || turn.start >= start) numbers.push(number);
      if (turn.start >= end) break;
    }
    return numbers;
  }

  /** The span that a mark takes up in its lane: to the end of its last line, but not into another turn. @param {Mark} mark */
  stretch({ id, start, end }) {
    const last = this.turns[Math.max(0, lastFrom(this.turns, end - 1, (turn) => turn.start))];
    return { id, start, end: Math.max(end, Math.min(end + LINE, last?.end ?? end)) };
  }

  /** @param {Mark} mark */
  file(mark) {
    this.marks.set(mark.id, mark);
    const numbers = this.turnsOf(mark);
    for (const number of numbers) this.byTurn[number]?.add(mark);
    return numbers;
  }

  /** Add a mark, or put it in the place of the one with its id. @param {Mark} mark */
  put(mark) {
    const before = this.marks.get(mark.id);
    const kept = before && before.start === mark.start && before.end === mark.end;
    const changed = new Set(before ? this.drop(before, Boolean(kept)) : []);
    if (!kept) this.lanes.add(this.stretch(mark));
    for (const number of this.file(mark)) changed.add(number);
    this.tell(changed);
  }

  /** Somebody else removed it, whatever it is. @param {string} id */
  forget(id) {
    this.remove(id);
    const memo = this.memos.get(id);
    if (memo) this.putMemo(memo, true);
  }

  /** @param {string} id */
  remove(id) {
    const mark = this.marks.get(id);
    if (mark) this.tell(new Set(this.drop(mark, false)));
  }

  /** @param {Mark} mark @param {boolean} keepLane */
  drop(mark, keepLane) {
    const numbers = this.turnsOf(mark);
    for (const number of numbers) this.byTurn[number]?.delete(mark);
    this.marks.delete(mark.id);
    if (!keepLane) this.lanes.remove(mark.id);
    return numbers;
  }

  /** @param {Memo} memo @param {boolean} [gone] */
  putMemo(memo, gone = false) {
    if (gone) this.memos.delete(memo.id);
    else this.memos.set(memo.id, memo);
    const mark = this.marks.get(memo.about);
    this.tell(new Set(mark ? this.turnsOf(mark) : []));
  }

  /** What people wrote about a mark. @param {string} id */
  memosOf(id) { return [...this.memos.values()].filter((memo) => memo.about === id); }

  /** What people wrote about the words of a span themselves. @param {Span} span */
  memosAt(span) { return [...this.memos.values()].filter((memo) => !memo.about && overlaps(span, memo)); }

  /** The marks that a span or a place touches, shown or not, in reading order. @param {Span} span @returns {Mark[]} */
  at(span) {
    /** @type {Set<Mark>} */
    const found = new Set();
    for (const number of this.turnsOf(span)) {
      for (const mark of this.byTurn[number] ?? []) if (overlaps(span, mark)) found.add(mark);
    }
    return [...found].sort(inReadingOrder);
  }

  get isFiltered() { return this.fits !== null; }

  /** Show only the marks that fit; null shows all. Nothing has changed, so this is no new version. @param {((mark: Mark) => boolean) | null} fits */
  show(fits) {
    if (fits === this.fits) return;
    this.fits = fits;
    for (const listener of this.listeners) listener(new Set(this.turns.keys()));
  }

  isShown(/** @type {Mark} */ mark) { return !this.fits || this.fits(mark); }

  /** The marks shown, in no order. */
  shown() { return [...this.marks.values()].filter((mark) => this.isShown(mark)); }

  /** The marks shown in a turn. @param {number} number */
  shownIn(number) { return [...(this.byTurn[number] ?? [])].filter((mark) => this.isShown(mark)); }

  /** The mark shown after `id`, or the first from `point` on; backwards with -1. @param {number} point @param {string | null} id @param {1 | -1} step @param {(mark: Mark) => boolean} [fits] */
  beside(point, id, step, fits = () => true) {
    const sorted = this.shown().filter((mark) => mark.id === id || fits(mark)).sort(inReadingOrder);
    const here = id ? sorted.findIndex((mark) => mark.id === id) : -1;
    if (here >= 0) return sorted[here + step] ?? null;
    return (step > 0 ? sorted.find((mark) => mark.start >= point) : sorted.findLast((mark) => mark.start < point)) ?? null;
  }

  /** @param {Set<number>} turns */
  tell(turns) { this.version += 1; for (const listener of this.listeners) listener(turns); }
}
