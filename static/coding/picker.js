// @ts-check
/** Finds codes by typing: a combobox whose list shows what fits, with what the codebook says of the one pointed at. */
import { partOf, spanOf } from "./elements.js";
import { fitting } from "./fitting.js";
import { word } from "./words.js";

/** @typedef {import("./naming.js").Code} Code */

export class Picker {
  /** @param {Code[]} codes */
  constructor(codes) {
    this.codes = codes;
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("pane-picker"));
    this.input = /** @type {HTMLInputElement} */ (this.find("input"));
    this.list = this.find("list");
    /** @type {Code[]} */
    this.shown = [];
    this.active = 0;
    /** @type {Set<Code>} chosen to be given together */
    this.ticked = new Set();
    this.isMany = false;
    /** @type {Code[]} */
    this.recent = [];
    /** @type {(codes: Code[]) => void} */
    this.picked = () => {};
    this.input.addEventListener("input", () => this.fill());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.press(event));
    this.list.addEventListener("pointerover", (event) => this.point(event));
    this.find("give").addEventListener("click", () => this.give(this.active));
  }

  /** @param {string} name @returns {HTMLElement} */
  find(name) { return /** @type {HTMLElement} */ (this.dialog.querySelector(`[data-picker-${name}]`)); }

  /** @param {(codes: Code[]) => void} picked @param {{many?: boolean, recent?: Code[]}} [options] whether several can be taken; those to show first */
  open(picked, { many = false, recent = [] } = {}) {
    this.picked = picked;
    this.isMany = many;
    this.recent = recent;
    this.ticked.clear();
    this.input.value = "";
    this.find("how").hidden = !many;
    if (many) this.list.setAttribute("aria-multiselectable", "true");
    else this.list.removeAttribute("aria-multiselectable");
    this.fill();
    this.dialog.showModal();
    this.input.focus();
  }

  fill() {
    const codes = this.codes.filter((code) => !code.retired);
    const first = this.recent.filter((code) => !code.retired);
    const ordered = [...first, ...codes.filter((code) => !first.includes(code))];
    this.shown = fitting(this.input.value.trim() ? codes : ordered, this.input.value);
    this.list.replaceChildren(...this.shown.map((code, place) => this.option(code, place)));
    this.activate(0);
    this.tellTicked();
  }

  /** @param {Code} code @param {number} place */
  option(code, place) {
    const option = document.createElement("li");
    option.id = `pick-${place}`;
    option.dataset.place = String(place);
    option.setAttribute("role", "option");
    const isRecent = !this.input.value.trim() && this.recent.includes(code);
    option.className = `code-${code.hue}${code.parent && !isRecent ? " is-below" : ""}`;
    option.append(spanOf("key", code.key), spanOf("label", code.label));
    if (isRecent) option.append(spanOf("muted small", word("used_lately")));
    if (this.isMany) option.append(spanOf("tick", ""));
    return option;
  }

  /** @param {number} place */
  activate(place) {
    this.active = Math.max(0, Math.min(place, this.shown.length - 1));
    const code = this.shown[this.active];
    for (const option of this.list.children) option.classList.toggle("is-active", option.id === `pick-${this.active}`);
    this.input.setAttribute("aria-activedescendant", code ? `pick-${this.active}` : "");
    this.list.children[this.active]?.scrollIntoView({ block: "nearest" });
    this.tell(code);
    this.tellTicked();
  }

  /** What the codebook says of a code. @param {Code | undefined} code */
  tell(code) {
    const texts = code ? { use_when: code.use_when, not_when: code.not_when, example: code.example } : {};
    const told = Object.entries(texts).filter(([, text]) => text).flatMap(([name, text]) => [partOf("dt", word(name)), partOf("dd", text)]);
    this.find("of").textContent = code ? `${code.key} · ${code.label}` : "";
    this.find("brief").textContent = code ? code.brief : word("no_code");
    this.find("texts").replaceChildren(...told);
  }

  tellTicked() {
    for (const [place, option] of [...this.list.children].entries()) {
      const isTicked = this.ticked.has(/** @type {Code} */ (this.shown[place]));
      option.setAttribute("aria-selected", String(this.isMany ? isTicked : place === this.active));
    }
    const given = this.ticked.size ? [...this.ticked] : this.shown.slice(this.active, this.active + 1);
    const names = given.map((code) => code.key).join(", ");
    /** @type {HTMLButtonElement} */ (this.find("give")).disabled = !given.length;
    this.find("give").textContent = word("give_ticked", { codes: names });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (!step && event.key !== "Enter") return;
    event.preventDefault();
    if (step) this.activate(this.active + step);
    else if (event.ctrlKey || event.metaKey) this.tick(this.active);
    else this.give(this.active);
  }

  /** @param {Event} event */
  placeOf(event) {
    const option = /** @type {Element} */ (event.target).closest("[role=option]");
    return option instanceof HTMLElement ? Number(option.dataset.place) : -1;
  }

  /** @param {MouseEvent} event */
  press(event) {
    const place = this.placeOf(event);
    const isTick = event.ctrlKey || event.metaKey || this.ticked.size > 0 || Boolean(/** @type {Element} */ (event.target).closest(".tick"));
    if (place >= 0 && this.isMany && isTick) this.tick(place);
    else if (place >= 0) this.give(place);
    this.input.focus();
  }

  /** Of the code under the pointer the codebook tells, too. @param {Event} event */
  point(event) {
    const code = this.shown[this.placeOf(event)];
    if (code) this.tell(code);
  }

  /** @param {number} place */
  tick(place) {
    const code = this.shown[place];
    if (!code || !this.isMany) return;
    if (!this.ticked.delete(code)) this.ticked.add(code);
    this.activate(place);
    this.input.select();
  }

  /** Give what is ticked, else the one at `place`. @param {number} place */
  give(place) {
    const one = this.shown[place];
    const codes = this.ticked.size ? [...this.ticked] : one ? [one] : [];
    if (!codes.length) return;
    this.dialog.close();
    this.picked(codes);
  }
}
