// @ts-check
/** The set text: its turns as elements, and the way between places in the page and code points. */
import { idle } from "./idle.js";
import { sliceOf, toPoints, toUnits } from "./offsets.js";
import { lastFrom } from "./spans.js";

/** @typedef {import("./spans.js").Span} Span */

/** A turn: where it stands is known of all; its words are read when they are asked for. */
export class Turn {
  /** @param {HTMLElement} element @param {number} start code points @param {number} end */
  constructor(element, start, end) {
    this.element = element;
    this.start = start;
    this.end = end;
  }

  /** @returns {Text} */
  get node() {
    const { firstChild } = this.element;
    if (firstChild instanceof Text) return firstChild;
    const empty = new Text("");
    this.element.prepend(empty);
    return empty;
  }

  get text() { return this.node.data; }
  get who() { return this.element.dataset.who ?? ""; }
}

/** How far beyond the window turns are prepared, in pixels. */
const AHEAD = 500;

/** @typedef {{element: Element, first: number}} Leaf some turns, laid out together; `first` is the number of its first */

/** The index of the first of `count` things whose box ends below `edge`, in pixels from the top of the window. @param {number} count @param {(index: number) => Element} elementOf @param {number} edge */
const firstEndingBelow = (count, elementOf, edge) => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elementOf(middle).getBoundingClientRect().bottom < edge) low = middle + 1;
    else high = middle;
  }
  return low;
};

export class SetText {
  /**
   * @param {HTMLElement} root @param {number[]} lineSteps differences between the starts of numbered lines
   * @param {number[]} turnSteps by turns how far a turn is from the one before, and its length
   */
  constructor(root, lineSteps, turnSteps) {
    this.root = root;
    /** @type {Turn[]} */
    this.turns = [];
    /** @type {Map<Element, number>} */
    this.numbers = new Map();
    // What stands outside the turns (a heading, a banner) is shown and not coded.
    let end = 0;
    for (const [number, element] of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".turn")).entries()) {
      const start = end + (turnSteps[2 * number] ?? 0);
      end = start + (turnSteps[2 * number + 1] ?? 0);
      this.numbers.set(element, number);
      this.turns.push(new Turn(element, start, end));
    }
    /** @type {Leaf[]} */
    this.leaves = [];
    for (const element of root.querySelectorAll(".leaf")) {
      const first = this.numbers.get(/** @type {Element} */ (element.querySelector(".turn")));
      if (first !== undefined) this.leaves.push({ element, first });
    }
    let at = 0;
    this.lineStarts = lineSteps.map((step) => (at += step));
  }

  /** The number of the turn that holds a place, or of the one before it. @param {number} point */
  numberAt(point) { return Math.max(0, lastFrom(this.turns, point, (turn) => turn.start)); }

  /** @param {number} point @returns {Turn} */
  turnAt(point) { return /** @type {Turn} */ (this.turns[this.numberAt(point)]); }

  /** The numbered lines that a span touches. @param {Span} span @returns {[number, number]} */
  linesOf({ start, end }) {
    const lineOf = (/** @type {number} */ point) => lastFrom(this.lineStarts, point, (line) => line) + 1;
    return [lineOf(start), lineOf(Math.max(start, end - 1))];
  }

  /** Node and offset of a code point; one between turns counts as the end of the turn before. @param {number} point @returns {[Text, number]} */
  placeOf(point) {
    const turn = this.turnAt(point);
    return [turn.node, toUnits(turn.text, Math.min(point, turn.end) - turn.start)];
  }

  /** The part of a span that lies in a turn, as a range of the page; null where it does not. @param {Turn} turn @param {Span} span */
  rangeIn(turn, span) {
    const from = Math.max(span.start, turn.start) - turn.start;
    const to = Math.min(span.end, turn.end) - turn.start;
    if (from >= to) return null;
    const ends = { startOffset: toUnits(turn.text, from), endOffset: toUnits(turn.text, to) };
    return new StaticRange({ startContainer: turn.node, endContainer: turn.node, ...ends });
  }

  /** The code point of a place in the page, or null outside the text. @param {Node | null} node @param {number} offset */
  pointOf(node, offset) {
    if (!node || !this.root.contains(node)) return null;
    const element = node instanceof Element ? node : node.parentElement;
    const number = this.numbers.get(/** @type {Element} */ (element?.closest(".turn")));
    if (number === undefined) return this.edgeAfter(node, offset);
    const turn = /** @type {Turn} */ (this.turns[number]);
    if (node !== turn.node) return offset > 0 && element !== turn.element ? turn.end : turn.start + (offset > 0 ? turn.end - turn.start : 0);
    return turn.start + toPoints(turn.text, offset);
  }

  /** Of a place between two turns: where the one after it starts. @param {Node} node @param {number} offset */
  edgeAfter(node, offset) {
    const place = document.createRange();
    place.setStart(node, offset);
    const after = this.turns.find(({ element }) => place.comparePoint(element, 0) >= 0);
    return after?.start ?? this.turns.at(-1)?.end ?? null;
  }

  /** The words of a span, turns parted by a space. @param {Span} span */
  words(span) {
    const parts = [];
    for (let number = this.numberAt(span.start); number < this.turns.length; number += 1) {
      const turn = /** @type {Turn} */ (this.turns[number]);
      if (turn.start >= span.end) break;
      if (turn.end > span.start) parts.push(sliceOf(turn.text, Math.max(0, span.start - turn.start), span.end - turn.start));
    }
    return parts.join(" ");
  }

  /** The number of the first turn whose box ends below `edge`; a leaf far from it need not be laid out. @param {number} edge */
  firstBelow(edge) {
    const at = firstEndingBelow(this.leaves.length, (index) => /** @type {Leaf} */ (this.leaves[index]).element, edge);
    const first = this.leaves[at]?.first ?? this.turns.length;
    const past = this.leaves[at + 1]?.first ?? this.turns.length;
    return first + firstEndingBelow(past - first, (index) => /** @type {Turn} */ (this.turns[first + index]).element, edge);
  }

  /**
   * Call `seen` with the numbers of turns that are in the window, at once, then with those that come near it and that
   * leave it. A dozen boxes are asked a frame; an observer would ask every turn of the text.
   * @param {(came: number[], went: number[]) => void} seen
   */
  watch(seen) {
    /** @type {Set<number>} */
    let near = new Set();
    let isWaiting = false;
    const look = (ahead = AHEAD) => {
      isWaiting = false;
      const [first, last] = [this.firstBelow(-ahead), this.firstBelow(innerHeight + ahead)];
      const now = new Set(Array.from({ length: Math.min(last + 1, this.turns.length) - first }, (_, step) => first + step));
      const came = [...now].filter((number) => !near.has(number));
      const went = [...near].filter((number) => !now.has(number));
      near = now;
      if (came.length || went.length) seen(came, went);
    };
    const soon = () => {
      if (!isWaiting) requestAnimationFrame(() => look());
      isWaiting = true;
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    look(0);
    void idle().then(() => new ResizeObserver(soon).observe(this.root)); // tells at once, too: those beside the window come then
  }

  /**
   * Lay out the leaves that the first paint left out, one whenever nothing else is to do: from then on one scrolls as
   * through any page.
   */
  async layOutInIdleTime() {
    for (const { element } of this.leaves) {
      await idle();
      element.classList.add("is-laid");
    }
  }
}
