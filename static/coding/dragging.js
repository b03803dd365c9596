// @ts-check
/** Dragged with the mouse: selected words to a code, a code onto words, a stripe to another code. Keys do the same. */
import { pointAt } from "./handles.js";

/** @typedef {{code?: string, mark?: import("./marks.js").Mark}} Held a code of the tree, a coding by its stripe, or neither: the words selected */

export class Dragging {
  /** @param {import("./gestures.js").Gestures} gestures */
  constructor(gestures) {
    this.gestures = gestures;
    this.parts = gestures.parts;
    /** @type {Held | null} */
    this.held = null;
    const { root } = this.parts.text;
    const side = /** @type {HTMLElement} */ (document.getElementById("pane-left"));
    root.addEventListener("pointerover", (event) => { const stripe = stripeOf(event); if (stripe) stripe.draggable = true; });
    side.addEventListener("pointerover", (event) => { const button = codeOf(event); if (button) button.draggable = true; });
    for (const place of [root, side]) place.addEventListener("dragstart", (event) => this.take(event));
    addEventListener("dragend", () => this.drop());
    side.addEventListener("dragover", (event) => this.overCode(event));
    side.addEventListener("drop", (event) => this.onCode(event));
    root.addEventListener("dragover", (event) => this.overText(event));
    root.addEventListener("drop", (event) => this.onText(event));
  }

  /** @param {DragEvent} event */
  take(event) {
    const [stripe, button] = [stripeOf(event), codeOf(event)];
    const mark = this.parts.store.marks.get(stripe?.dataset.id ?? "");
    this.held = button ? { code: button.dataset.code } : mark ? { mark } : this.parts.selected.isEmpty ? null : {};
    if (!event.dataTransfer || (!button && !mark)) return;
    event.dataTransfer.effectAllowed = "copyMove";
    event.dataTransfer.setData("text/plain", button?.textContent ?? stripe?.dataset.key ?? "");
  }

  /** @param {DragEvent} event */
  overCode(event) {
    const button = codeOf(event);
    this.point(button && this.held && !this.held.code ? button : null);
    if (this.target) event.preventDefault();
  }

  /** @param {HTMLElement | null} target */
  point(target) {
    this.target?.classList.remove("is-target");
    this.target = target;
    target?.classList.add("is-target");
  }

  /** @param {DragEvent} event */
  onCode(event) {
    const code = codeOf(event)?.dataset.code;
    if (!code || !this.held) return;
    event.preventDefault();
    const { mark } = this.held;
    if (mark?.kind === "coding") { this.gestures.take(mark); this.gestures.change(mark, { code }); }
    else if (!mark) this.gestures.do_code(code);
    this.drop();
    this.gestures.focusText();
  }

  /** The words that a code would be given to: those selected, or the sentence under the pointer. @param {DragEvent} event */
  spanUnder(event) {
    const { text, selected } = this.parts;
    const point = pointAt(text, event.clientX, event.clientY);
    if (point === null) return null;
    const { start, end } = selected.span;
    return point >= start && point < end ? { start, end } : selected.sentenceAt(point);
  }

  /** @param {DragEvent} event */
  overText(event) {
    if (!this.held?.code) return;
    event.preventDefault();
    this.parts.highlights.fill(this.spanUnder(event), "linked");
  }

  /** @param {DragEvent} event */
  onText(event) {
    const code = this.held?.code;
    const span = code ? this.spanUnder(event) : null;
    if (!code || !span) return;
    event.preventDefault();
    this.drop();
    this.parts.selected.show(span.start, span.end);
    this.gestures.give([code], span);
    this.gestures.focusText();
  }

  drop() {
    this.held = null;
    this.point(null);
    this.parts.highlights.fill(null, "linked");
  }
}

/** @param {Event} event @param {string} which @returns {HTMLElement | null} */
const closest = (event, which) => (event.target instanceof Element ? event.target.closest(which) : null);
/** @param {Event} event */
const stripeOf = (event) => closest(event, ".stripe");
/** @param {Event} event */
const codeOf = (event) => closest(event, ".pane-code");
