// @ts-check
/** What is selected in the text, by mouse, touch or keys: one span in code points, with the end that moves. */
import { tight } from "./edges.js";
import { nextStop, sentences, unitAt, words } from "./motion.js";

/** @typedef {import("./text.js").SetText} SetText */
/** @typedef {import("./text.js").Turn} Turn */
/** @typedef {import("./spans.js").Span} Span */
/** @typedef {"word" | "sentence" | "turn" | "text"} Unit */

/** How far above the foot of the window what one looks at stays, in pixels: a short message is shown there. */
const LOWEST = 72;

export class Selected {
  /** @param {SetText} text @param {string} language */
  constructor(text, language) {
    this.text = text;
    this.language = language;
    /** the end that stays, and the end that moves, which is also the cursor */
    this.anchor = text.turns[0]?.start ?? 0;
    this.focus = this.anchor;
    /** @type {(() => void)[]} */
    this.listeners = [];
    document.addEventListener("selectionchange", () => this.follow());
  }

  /** @param {() => void} listener */
  onChange(listener) { this.listeners.push(listener); }

  /** The words selected: a mouse takes spaces too, three presses the label of who speaks next. Start and end are equal where there are none. @returns {Span} */
  get span() {
    const [start, end] = [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)];
    return start === end ? { start, end } : tight(this.text, { start, end });
  }

  get isEmpty() { const { start, end } = this.span; return start === end; }

  /** The page's selection has changed: by mouse, touch, or by `show`. */
  follow() {
    const shown = getSelection();
    if (!shown || shown.rangeCount === 0 || !this.text.root.contains(shown.anchorNode)) return;
    const anchor = this.text.pointOf(shown.anchorNode, shown.anchorOffset);
    const focus = this.text.pointOf(shown.focusNode, shown.focusOffset);
    if (anchor === null || focus === null || (anchor === this.anchor && focus === this.focus)) return;
    this.set(anchor, focus);
  }

  /** @param {number} anchor @param {number} focus */
  set(anchor, focus) {
    this.anchor = anchor;
    this.focus = focus;
    for (const listener of this.listeners) listener();
  }

  /** Select a span in the page as well, and bring it into view. @param {number} anchor @param {number} focus */
  show(anchor, focus) {
    this.set(anchor, focus);
    getSelection()?.setBaseAndExtent(...this.text.placeOf(anchor), ...this.text.placeOf(focus));
    this.reveal(focus);
  }

  /** Scroll no more than is needed for the place to be seen clear of what floats above it. @param {number} point */
  reveal(point) {
    const range = document.createRange();
    range.setStart(...this.text.placeOf(point));
    const place = range.getBoundingClientRect();
    const turn = this.text.turnAt(point).element;
    const box = place.height ? place : turn.getBoundingClientRect();
    const { scrollPaddingBlockStart, scrollPaddingBlockEnd } = getComputedStyle(document.documentElement);
    const top = parseFloat(scrollPaddingBlockStart) || 0;
    const foot = Math.max(LOWEST, parseFloat(scrollPaddingBlockEnd) || 0);
    if (box.top < top) scrollBy({ top: box.top - top - 24 });
    else if (box.bottom > innerHeight - foot) scrollBy({ top: Math.min(box.bottom - innerHeight + foot + LOWEST, box.top - top - 24) });
  }

  /** Bring all of a span into view; where it is taller than the window, its beginning. @param {Span} span */
  revealAll({ start, end }) {
    this.reveal(end);
    this.reveal(start);
  }

  clear() { this.show(this.focus, this.focus); }

  /** Move the cursor, or with `grow` the moving end. @param {Unit} unit @param {1 | -1} direction @param {boolean} grow */
  move(unit, direction, grow) {
    if (unit === "sentence" && !grow) return this.selectBeside(direction);
    const point = unit === "turn" ? this.turnStop(direction, grow) : unit === "text" ? this.endOf(direction) : this.stop(unit, this.focus, direction);
    if (point !== null) this.show(grow ? this.anchor : point, point);
  }

  /** Where the text begins or ends. @param {1 | -1} direction */
  endOf(direction) { return (direction < 0 ? this.text.turns[0]?.start : this.text.turns.at(-1)?.end) ?? null; }

  /** @param {1 | -1} direction @param {boolean} grow */
  turnStop(direction, grow) {
    const number = this.text.numberAt(this.focus);
    const here = this.text.turns[number];
    if (grow && direction > 0 && here && this.focus < here.end) return here.end;
    if (grow && direction < 0 && here && this.focus > here.start) return here.start;
    const next = this.text.turns[number + direction];
    if (!next) return null;
    return grow && direction > 0 ? next.end : next.start;
  }

  /** The next end of a unit, in this turn or the one beside it. @param {"word" | "sentence"} unit @param {number} point @param {1 | -1} direction */
  stop(unit, point, direction) {
    for (let number = this.text.numberAt(point); this.text.turns[number]; number += direction) {
      const turn = /** @type {Turn} */ (this.text.turns[number]);
      const found = nextStop(this.units(turn, unit), point - turn.start, direction);
      if (found !== null) return turn.start + found;
    }
    return null;
  }

  /** Select the sentence after the selection, or the one before it. @param {1 | -1} direction */
  selectBeside(direction) {
    const from = direction > 0 ? this.span.end : this.span.start;
    const stop = this.isEmpty && direction > 0 ? this.focus : this.stop("sentence", from, direction);
    if (stop === null) return;
    const turn = this.text.turnAt(stop);
    const inside = direction > 0 && !this.isEmpty ? stop - 1 : stop;
    this.selectUnit(turn, unitAt(this.units(turn, "sentence"), inside - turn.start));
  }

  /** The sentence at the cursor; where that is selected, its turn. */
  selectHere() {
    const turn = this.text.turnAt(this.focus);
    const inside = Math.max(turn.start, this.isEmpty ? this.focus : this.focus - 1);
    const sentence = unitAt(this.units(turn, "sentence"), inside - turn.start);
    const { start, end } = this.span;
    const isSelected = sentence && start === turn.start + sentence.start && end === turn.start + sentence.end;
    this.selectUnit(turn, isSelected ? { start: 0, end: turn.end - turn.start } : sentence);
  }

  /** The sentence that a place of the text stands in. @param {number} point @returns {Span | null} */
  sentenceAt(point) {
    const turn = this.text.turnAt(point);
    const unit = unitAt(this.units(turn, "sentence"), Math.min(point, turn.end - 1) - turn.start);
    return unit && { start: turn.start + unit.start, end: turn.start + unit.end };
  }

  /** @param {Turn} turn @param {Span | null} unit */
  selectUnit(turn, unit) {
    if (unit) this.show(turn.start + unit.start, turn.start + unit.end);
  }

  /** @param {Turn} turn @param {"word" | "sentence"} unit */
  units(turn, unit) { return (unit === "word" ? words : sentences)(turn.text, this.language); }

  /** How many words are selected, the first of them and the last. */
  describe() {
    const shown = this.text.words(this.span);
    const found = shown.trim().split(/\s+/);
    return { count: found.length, first: found[0] ?? "", last: found.at(-1) ?? "" };
  }
}
