// @ts-check
/** The two ends of the coding in hand, to be dragged over more words or fewer. Keys do the same: ( ) and < >. */
import { nearestEdge } from "./edges.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./edges.js").Edge} Edge */

/** The place in the text under a point of the window. @param {import("./text.js").SetText} text @param {number} x @param {number} y @returns {number | null} */
export const pointAt = (text, x, y) => {
  if ("caretPositionFromPoint" in document) {
    const place = document.caretPositionFromPoint(x, y);
    return place && text.pointOf(place.offsetNode, place.offset);
  }
  const range = /** @type {any} */ (document).caretRangeFromPoint?.(x, y);
  return range ? text.pointOf(range.startContainer, range.startOffset) : null;
};

export class Handles {
  /** @param {import("./gestures.js").Gestures} gestures */
  constructor(gestures) {
    this.gestures = gestures;
    this.parts = gestures.parts;
    this.ground = /** @type {HTMLElement} */ (this.parts.text.root.parentElement);
    /** @type {Record<Edge, HTMLElement>} */
    this.of = { start: this.made("start"), end: this.made("end") };
    /** @type {Mark | null} */
    this.mark = null;
    /** where the end that is dragged would come to lie @type {number | null} */
    this.point = null;
    new ResizeObserver(() => this.place(this.mark)).observe(this.parts.text.root);
  }

  /** @param {Edge} edge */
  made(edge) {
    const handle = document.createElement("span");
    handle.className = "pane-handle";
    handle.dataset.edge = edge;
    handle.hidden = true;
    handle.setAttribute("aria-hidden", "true"); // keys and the card's buttons are for those who do not drag
    handle.addEventListener("pointerdown", (event) => this.grasp(event, edge));
    handle.addEventListener("pointermove", (event) => this.drag(event, edge));
    handle.addEventListener("pointerup", () => this.let(edge));
    handle.addEventListener("pointercancel", () => this.giveUp());
    this.ground.append(handle);
    return handle;
  }

  /** Stand at the ends of one's own coding; nowhere where there is none. @param {Mark | null} mark */
  place(mark) {
    this.mark = mark && mark.coder === this.parts.screen.me && this.parts.screen.may_code ? mark : null;
    if (!this.mark) {
      this.of.start.hidden = this.of.end.hidden = true;
      return;
    }
    const ground = this.ground.getBoundingClientRect();
    const boxes = { start: this.boxOf(this.mark, "start"), end: this.boxOf(this.mark, "end") }; // both are measured before either is written
    for (const edge of /** @type {const} */ (["start", "end"])) {
      const handle = this.of[edge];
      const box = boxes[edge];
      handle.style.insetBlockStart = `${box.top - ground.top}px`;
      handle.style.insetInlineStart = `${(edge === "start" ? box.left : box.right) - ground.left}px`;
      handle.style.blockSize = `${box.height}px`;
      handle.hidden = false;
    }
  }

  /** The box of the first or last character. @param {Mark} mark @param {Edge} edge */
  boxOf({ start, end }, edge) {
    const { text } = this.parts;
    const range = document.createRange();
    const turn = text.turnAt(edge === "start" ? start : end - 1);
    const part = text.rangeIn(turn, edge === "start" ? { start, end: start + 1 } : { start: end - 1, end });
    if (!part) return turn.element.getBoundingClientRect();
    range.setStart(part.startContainer, part.startOffset);
    range.setEnd(part.endContainer, part.endOffset);
    return range.getBoundingClientRect();
  }

  /** @param {PointerEvent} event @param {Edge} edge */
  grasp(event, edge) {
    event.preventDefault();
    this.of[edge].setPointerCapture(event.pointerId);
    this.ground.classList.add("is-dragging");
    this.point = this.mark?.[edge] ?? null;
  }

  /** @param {PointerEvent} event @param {Edge} edge */
  drag(event, edge) {
    const { mark, parts } = this;
    if (!mark || this.point === null) return;
    const found = pointAt(parts.text, event.clientX, event.clientY);
    if (found === null) return;
    const point = event.altKey ? found : nearestEdge(parts.text, parts.selected.language, found, edge);
    if (edge === "end" ? point <= mark.start : point >= mark.end) return;
    this.point = point;
    parts.highlights.fill({ start: mark.start, end: mark.end, [edge]: point });
  }

  /** @param {Edge} edge */
  let(edge) {
    const { mark, point } = this;
    this.giveUp();
    if (mark && point !== null && point !== mark[edge]) this.gestures.reshape(mark, { [edge]: point });
    this.gestures.focusText();
  }

  giveUp() {
    this.point = null;
    this.ground.classList.remove("is-dragging");
    this.gestures.showSoon();
  }
}
