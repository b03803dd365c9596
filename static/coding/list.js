// @ts-check
/** All codings that are shown, as a table in reading order: what the margin is for eyes, for keyboards and voices. */
import { say } from "../js/toast.js";
import { Chosen } from "./chosen.js";
import { rowOf } from "./rows.js";
import { inReadingOrder } from "./spans.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./gestures.js").Gestures} Gestures */

/** Rows on a page: ten thousand are never in the page at once. */
const ROWS = 50;

/** @param {number} count */
const shownAs = (count) => new Intl.NumberFormat(document.documentElement.lang).format(count);

export class MarginList {
  /** @param {Gestures} gestures */
  constructor(gestures) {
    this.gestures = gestures;
    this.parts = gestures.parts;
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("pane-list"));
    this.body = this.find("list-rows");
    /** @type {Mark[]} */
    this.marks = [];
    this.page = 0;
    this.isWaiting = false;
    document.querySelector("[data-opens-list]")?.addEventListener("click", () => this.open());
    this.find("list-before").addEventListener("click", () => this.turn(-1));
    this.find("list-after").addEventListener("click", () => this.turn(1));
    this.body.addEventListener("click", (event) => this.press(event));
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.chosen = new Chosen(this.dialog, this.parts.acts, () => { this.show(); this.focus(0); });
    this.parts.store.onChange(() => this.showSoon());
  }

  /** @param {string} name @returns {HTMLElement} */
  find(name) { return /** @type {HTMLElement} */ (this.dialog.querySelector(`[data-${name}]`)); }

  open() {
    this.chosen.clear();
    this.read();
    const hand = this.marks.findIndex((mark) => mark.id === this.gestures.handId);
    this.page = Math.max(0, Math.floor(hand / ROWS));
    this.show();
    this.dialog.showModal();
    this.focus(Math.max(0, hand) % ROWS);
    say(word("listed", { count: shownAs(this.marks.length) }));
  }

  read() { this.marks = this.chosen.marks = this.parts.store.shown().sort(inReadingOrder); }

  /** What changes while the list is open is shown, once a frame. */
  showSoon() {
    if (!this.dialog.open || this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      const at = this.buttons().indexOf(/** @type {HTMLElement} */ (document.activeElement));
      this.read();
      this.show();
      if (at >= 0) this.focus(at);
    });
  }

  show() {
    const pages = Math.max(1, Math.ceil(this.marks.length / ROWS));
    this.page = Math.max(0, Math.min(this.page, pages - 1));
    const first = this.page * ROWS;
    const shown = this.marks.slice(first, first + ROWS);
    this.body.replaceChildren(...shown.map((mark, at) => this.row(mark, first + at)));
    this.check();
    this.find("list-count").textContent = shown.length
      ? word("listed_part", { first: shownAs(first + 1), last: shownAs(first + shown.length), all: shownAs(this.marks.length) })
      : word("listed_none");
    /** @type {HTMLButtonElement} */ (this.find("list-before")).disabled = this.page === 0;
    /** @type {HTMLButtonElement} */ (this.find("list-after")).disabled = this.page === pages - 1;
    this.chosen.tell();
  }

  /** @param {Mark} mark @param {number} place */
  row(mark, place) {
    return rowOf(mark, place, this.parts, this.chosen.isOwn(mark) ? this.chosen.ids.has(mark.id) : null);
  }

  /** @param {Event} event */
  press(event) {
    const target = /** @type {Element} */ (event.target);
    const place = Number(/** @type {HTMLElement | null} */ (target.closest("tr"))?.dataset.place ?? NaN);
    const mark = this.marks[place];
    if (!mark) return;
    if (target instanceof HTMLInputElement) {
      this.chosen.press(place, target.checked, /** @type {MouseEvent} */ (event).shiftKey);
      this.check();
    }
    if (target.closest("button")) this.goTo(mark);
  }

  /** Show which rows are chosen, and which can be with them. */
  check() {
    for (const box of this.body.querySelectorAll("input")) {
      const mark = this.marks[Number(box.closest("tr")?.dataset.place)];
      box.checked = Boolean(mark && this.chosen.ids.has(mark.id));
      box.disabled = Boolean(mark && !this.chosen.canChoose(mark));
    }
    this.chosen.tell();
  }

  /** @param {Mark} mark */
  goTo(mark) {
    this.dialog.close();
    this.gestures.focusText();
    this.gestures.goTo(mark);
  }

  /** @param {1 | -1} step */
  turn(step) {
    this.page += step;
    this.show();
    this.focus(0);
    say(this.find("list-count").textContent ?? "");
  }

  buttons() { return /** @type {HTMLElement[]} */ ([...this.body.querySelectorAll("button")]); }

  /** @param {number} at */
  focus(at) { (this.buttons()[Math.min(at, this.buttons().length - 1)] ?? this.dialog.querySelector("button"))?.focus(); }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target instanceof HTMLSelectElement) return;
    const at = this.buttons().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a";
    if (isAll) {
      const kind = this.chosen.kind ?? this.marks[this.page * ROWS + Math.max(0, at)]?.kind;
      this.chosen.set(this.marks.filter((mark) => mark.kind === kind), true);
      this.check();
    } else if (event.key === "ArrowDown") this.focus(at + 1);
    else if (event.key === "ArrowUp") this.focus(Math.max(0, at - 1));
    else if (event.key === "PageDown" || event.key === "PageUp") this.turn(event.key === "PageDown" ? 1 : -1);
    else return;
    event.preventDefault();
  }
}
