// @ts-check
/** Which of one's own codings, or links, are chosen in the list, and what is done to all of them. */
import { changeMany, isChangeable, MOST, removeMany } from "./many.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./acts.js").Acts} Acts */

export class Chosen {
  /** @param {HTMLElement} dialog @param {Acts} acts @param {() => void} done after all was changed or removed */
  constructor(dialog, acts, done) {
    this.acts = acts;
    this.done = done;
    /** @type {Mark[]} all that are listed */
    this.marks = [];
    /** @type {Set<string>} */
    this.ids = new Set();
    /** the place of the one pressed before */
    this.last = 0;
    this.form = /** @type {HTMLFormElement | null} */ (dialog.querySelector("[data-list-form]"));
    this.form?.addEventListener("submit", (event) => { event.preventDefault(); this.change(); });
    this.form?.querySelector("[data-list-remove]")?.addEventListener("click", () => this.remove());
    this.form?.querySelector("[data-list-turn]")?.addEventListener("click", () => this.change({ turned: true }));
  }

  /** @param {Mark} mark */
  isOwn(mark) { return Boolean(this.form) && isChangeable(this.acts, mark); }

  /** One kind at a time: each is changed in ways of its own. @param {Mark} mark */
  canChoose(mark) { return this.isOwn(mark) && (this.kind ?? mark.kind) === mark.kind; }

  get kind() { return this.held[0]?.kind; }

  /** The chosen that still stand there. */
  get held() { return this.marks.filter((mark) => this.ids.has(mark.id)); }

  /** Choose a coding, with Shift all between the one pressed before and it. @param {number} place @param {boolean} isOn @param {boolean} withShift */
  press(place, isOn, withShift) {
    const [from, to] = withShift ? [Math.min(place, this.last), Math.max(place, this.last)] : [place, place];
    this.last = place;
    this.set(this.marks.slice(from, to + 1), isOn);
  }

  /** @param {Mark[]} marks @param {boolean} isOn */
  set(marks, isOn) {
    for (const mark of marks.filter((each) => this.canChoose(each))) {
      if (!isOn) this.ids.delete(mark.id);
      else if (this.ids.size < MOST) this.ids.add(mark.id);
    }
  }

  tell() {
    if (!this.form) return;
    const { length } = this.held;
    this.form.hidden = !length;
    this.offer();
    const line = /** @type {HTMLElement} */ (this.form.querySelector("[data-list-chosen]"));
    line.textContent = word(length === MOST ? "chosen_most" : "chosen", { count: length });
  }

  /** Only what can be said of the kind that is chosen. */
  offer() {
    for (const only of /** @type {NodeListOf<HTMLSelectElement | HTMLOptionElement>} */ (this.form?.querySelectorAll("[data-only]"))) {
      only.hidden = only.disabled = only.dataset.only !== (this.kind ?? "coding");
    }
  }

  said() {
    const said = [...new FormData(/** @type {HTMLFormElement} */ (this.form))].filter(([, value]) => value);
    return Object.fromEntries(said.map(([name, value]) => [name, value === "-" ? null : value]));
  }

  /** @param {import("./many.js").Changes} [changes] */
  change(changes = this.said()) {
    if (!Object.keys(changes).length) return;
    const { held } = this;
    this.clear();
    changeMany(this.acts, held, changes);
    this.done();
  }

  remove() {
    const { held } = this;
    this.clear();
    removeMany(this.acts, held);
    this.done();
  }

  clear() {
    this.ids.clear();
    this.form?.reset();
  }
}
