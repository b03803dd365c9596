// @ts-check
/** Draws the stripes in the margin, a lane for each of the codings that run side by side, and names one on hover. */
import { inReadingOrder } from "./spans.js";

/** @typedef {import("./text.js").SetText} SetText */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {{mark: Mark, top: number, height: number}} Drawn */

/** The width of a lane in pixels; where many run side by side, as much less as lets all be seen. */
const LANE = 9;
const NARROWEST = 4;
const LANES = 9;
/** What parts the stripes of two passages that touch, half of it in each, in pixels. */
const GAP = 1;
/** How long a label waits for the pointer that leaves its stripe. */
const STAYS_MS = 300;

const made = () => {
  const stripe = document.createElement("span"); // hundreds come and go as one scrolls: a button costs three times as much
  stripe.setAttribute("role", "button");
  stripe.tabIndex = -1;
  return stripe;
};

export class Stripes {
  /**
   * @param {SetText} text @param {Store} store
   * @param {(mark: Mark) => {classes: string, label: string, key: string, by: string}} look
   * @param {(mark: Mark, event: MouseEvent) => void} chosen
   */
  constructor(text, store, look, chosen) {
    this.text = text;
    this.store = store;
    this.look = look;
    /** @type {Map<number, HTMLElement>} */
    this.margins = new Map();
    this.bubble = /** @type {HTMLElement} */ (document.querySelector("[data-bubble]"));
    /** @type {string | null} the mark in hand: its stripe is the wider one of those side by side */
    this.held = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.leaving = undefined;
    const root = text.root;
    root.addEventListener("pointerover", (event) => this.name(event));
    root.addEventListener("focusin", (event) => this.name(event));
    root.addEventListener("pointerleave", () => this.hideSoon());
    this.bubble.addEventListener("pointerleave", () => this.hideSoon());
    addEventListener("keydown", (event) => { if (event.key === "Escape") this.bubble.hidden = true; });
    addEventListener("pointerdown", (event) => { if (!this.markOf(event)) this.bubble.hidden = true; }); // a finger that goes elsewhere leaves no stripe
    root.addEventListener("click", (event) => {
      const mark = this.markOf(event);
      if (mark) chosen(mark, event);
    });
  }

  /** Draw turns anew: everything is measured before anything is written. @param {Iterable<number>} numbers */
  draw(numbers) {
    const measured = [...numbers].map((number) => /** @type {[number, Drawn[]]} */ ([number, this.measure(number)]));
    for (const [number, drawn] of measured) this.write(number, drawn);
  }

  /** @param {number} number @returns {Drawn[]} */
  measure(number) {
    const turn = this.text.turns[number];
    const marks = this.store.shownIn(number);
    if (!turn || !marks.length) return [];
    const box = turn.element.getBoundingClientRect();
    const live = document.createRange();
    return marks.flatMap((mark) => {
      const part = this.text.rangeIn(turn, mark);
      if (!part) return [];
      live.setStart(part.startContainer, part.startOffset);
      live.setEnd(part.endContainer, part.endOffset);
      const words = live.getBoundingClientRect();
      return [{ mark, top: words.top - box.top, height: words.height }];
    });
  }

  /** What stands there already stays, with what points at it. @param {number} number @param {Drawn[]} drawn */
  write(number, drawn) {
    if (!drawn.length) this.margins.get(number)?.remove();
    if (!drawn.length) return void this.margins.delete(number);
    const margin = this.margins.get(number) ?? this.margin(number);
    const ids = new Set(drawn.map(({ mark }) => mark.id));
    /** @type {Map<string | undefined, HTMLElement>} */
    const there = new Map();
    for (const stripe of /** @type {HTMLElement[]} */ ([...margin.children])) {
      if (ids.has(stripe.dataset.id ?? "")) there.set(stripe.dataset.id, stripe);
      else stripe.remove();
    }
    const most = Math.max(...drawn.map(({ mark }) => this.lane(mark))) + 1;
    const step = Math.max(NARROWEST, Math.min(LANE, (LANE * LANES) / most));
    let next = margin.firstElementChild;
    for (const each of drawn.sort((a, b) => inReadingOrder(a.mark, b.mark))) {
      const stripe = there.get(each.mark.id) ?? made();
      this.dress(stripe, each, step);
      if (stripe === next) next = next.nextElementSibling;
      else margin.insertBefore(stripe, next);
    }
  }

  /** @param {number} number */
  margin(number) {
    const margin = document.createElement("span");
    margin.className = "margin";
    this.text.turns[number]?.element.append(margin);
    this.margins.set(number, margin);
    return margin;
  }

  /** @param {Mark} mark */
  lane(mark) { return this.store.lanes.of.get(mark.id) ?? 0; }

  /** @param {HTMLElement} stripe @param {Drawn} drawn @param {number} step */
  dress(stripe, { mark, top, height }, step) {
    const { classes, label, key, by } = this.look(mark);
    stripe.className = `stripe ${classes}${mark.unsent ? " unsent" : ""}${mark.fresh ? " fresh" : ""}${mark.id === this.held ? " in-hand" : ""}`;
    stripe.dataset.id = mark.id;
    stripe.dataset.key = key;
    if (by) stripe.dataset.by = by;
    else delete stripe.dataset.by;
    stripe.setAttribute("aria-label", label);
    // A narrow screen has labels in the place of what is tall. All at once: each by itself takes as long.
    stripe.style.cssText = `inset-block-start: ${top + GAP}px; inset-inline-start: ${this.lane(mark) * step}px; --tall: ${height - 2 * GAP}px`;
  }

  /** @param {string | null} id of the mark in hand */
  hold(id) {
    if (this.held === id) return;
    this.held = id;
    for (const before of this.text.root.querySelectorAll(".stripe.in-hand")) before.classList.remove("in-hand");
    for (const now of id ? this.text.root.querySelectorAll(`.stripe[data-id="${id}"]`) : []) now.classList.add("in-hand");
  }

  /** Name what is coded in a turn without measuring: on paper the labels stand in a column. @param {number} number */
  list(number) { this.write(number, this.store.shownIn(number).map((mark) => ({ mark, top: 0, height: 0 }))); }

  /** @param {number} number */
  clear(number) { this.write(number, []); }

  /** @param {Event} event */
  markOf(event) {
    const stripe = /** @type {Element} */ (event.target).closest?.(".stripe");
    return stripe instanceof HTMLElement ? this.store.marks.get(stripe.dataset.id ?? "") : undefined;
  }

  /** The label stays while the pointer is on its way to it or on it (WCAG 1.4.13). */
  hideSoon() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => { if (!this.bubble.matches(":hover")) this.bubble.hidden = true; }, STAYS_MS);
  }

  /** @param {Event} event */
  name(event) {
    const mark = this.markOf(event);
    if (!mark) return this.hideSoon();
    clearTimeout(this.leaving);
    this.bubble.hidden = false;
    const box = /** @type {Element} */ (event.target).getBoundingClientRect();
    this.bubble.textContent = this.look(mark).label;
    // Above the stripe, so that the pointer reaches it without crossing another one.
    const above = Math.min(box.top, innerHeight - 8) - this.bubble.offsetHeight;
    this.bubble.style.insetBlockStart = `${Math.max(8, above)}px`;
    this.bubble.style.insetInlineStart = `${Math.max(8, Math.min(box.left, innerWidth - this.bubble.offsetWidth - 8))}px`;
  }
}
