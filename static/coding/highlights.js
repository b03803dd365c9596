// @ts-check
/** Paints the words that are coded, with the CSS Custom Highlight API and for the turns near the window only. */
import { fromAbove } from "./spans.js";

/** @typedef {import("./text.js").SetText} SetText */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./marks.js").Mark} Mark */

const HUES = 9;

export class Highlights {
  /** @param {SetText} text @param {Store} store @param {(mark: Mark) => number} hueOf */
  constructor(text, store, hueOf) {
    this.text = text;
    this.store = store;
    this.hueOf = hueOf;
    /** @type {Map<number, [Highlight, AbstractRange][]>} what is painted in which turn */
    this.painted = new Map();
    const names = [...Array(HUES).keys()].map((hue) => `code-${hue}`);
    this.hues = names.map((name) => register(name, 0));
    this.links = register("links", 1);
    this.inHand = register("in-hand", 2);
    this.linked = register("arrived", 2);
  }

  /**
   * Of lines that lie over each other the uppermost is seen, and only that is told: whatever changes in the page, the
   * browser paints all words anew that are told of.
   * @param {number} number of a turn
   */
  paint(number) {
    this.clear(number);
    const turn = this.text.turns[number];
    if (!turn) return;
    const marks = this.store.shownIn(number);
    const at = (/** @type {Mark} */ { start, end }, /** @type {number} */ level) => ({ start, end, level });
    const coded = fromAbove(marks.filter(({ kind }) => kind === "coding").map((mark) => at(mark, this.hueOf(mark))));
    const linked = fromAbove(marks.filter(({ kind }) => kind === "link").map((mark) => at(mark, 0)));
    /** @type {[Highlight, AbstractRange][]} */
    const ranges = [];
    for (const [pieces, highlights] of /** @type {const} */ ([[coded, this.hues], [linked, [this.links]]])) {
      for (const { level, ...span } of pieces) {
        const range = this.text.rangeIn(turn, span);
        const highlight = highlights[level];
        if (range && highlight) ranges.push([highlight.add(range), range]);
      }
    }
    this.painted.set(number, ranges);
  }

  /** @param {number} number */
  clear(number) {
    for (const [highlight, range] of this.painted.get(number) ?? []) highlight.delete(range);
    this.painted.delete(number);
  }

  /** Fill the words of one span: the coding in hand, or the passage that the address names. @param {import("./spans.js").Span | null} span @param {"inHand" | "linked"} [which] */
  fill(span, which = "inHand") {
    this[which].clear();
    for (const turn of span ? this.store.turnsOf(span).map((number) => this.text.turns[number]) : []) {
      const range = turn && span && this.text.rangeIn(turn, span);
      if (range) this[which].add(range);
    }
  }
}

/** @param {string} name @param {number} priority */
const register = (name, priority) => {
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
  return highlight;
};
