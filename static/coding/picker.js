// @ts-check
/** Finds a code by typing: a combobox whose list shows what fits, with the definition of the one that Enter would give. */
import { word } from "./words.js";

/** @typedef {import("./naming.js").Code} Code */

/** Codes that fit what was typed: the key first, then the start of a word of the label, then anywhere. @param {Code[]} codes @param {string} typed @returns {Code[]} */
export const fitting = (codes, typed) => {
  const sought = typed.trim().toLowerCase();
  if (!sought) return codes;
  const rank = (/** @type {Code} */ code) => {
    const label = code.label.toLowerCase();
    if (code.key.toLowerCase().startsWith(sought)) return 0;
    if (label.startsWith(sought) || label.includes(` ${sought}`)) return 1;
    return label.includes(sought) || code.brief.toLowerCase().includes(sought) ? 2 : 3;
  };
  const ranked = codes.map((code, place) => ({ code, rank: rank(code), place })).filter((each) => each.rank < 3);
  return ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).map((each) => each.code);
};

export class Picker {
  /** @param {Code[]} codes */
  constructor(codes) {
    this.codes = codes.filter((code) => !code.retired);
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("pane-picker"));
    this.input = /** @type {HTMLInputElement} */ (this.dialog.querySelector("[data-picker-input]"));
    this.list = /** @type {HTMLElement} */ (this.dialog.querySelector("[data-picker-list]"));
    this.definition = /** @type {HTMLElement} */ (this.dialog.querySelector("[data-picker-definition]"));
    /** @type {Code[]} */
    this.shown = [];
    this.active = 0;
    /** @type {(code: Code) => void} */
    this.picked = () => {};
    this.input.addEventListener("input", () => this.fill());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option instanceof HTMLElement) this.give(Number(option.dataset.place), event.ctrlKey);
    });
  }

  /** @param {(code: Code) => void} picked */
  open(picked) {
    this.picked = picked;
    this.input.value = "";
    this.fill();
    this.dialog.showModal();
    this.input.focus();
  }

  fill() {
    this.shown = fitting(this.codes, this.input.value);
    this.list.replaceChildren(...this.shown.map((code, place) => optionOf(code, place)));
    this.activate(0);
  }

  /** @param {number} place */
  activate(place) {
    this.active = Math.max(0, Math.min(place, this.shown.length - 1));
    for (const option of this.list.children) option.setAttribute("aria-selected", String(option.id === `pick-${this.active}`));
    const code = this.shown[this.active];
    this.input.setAttribute("aria-activedescendant", code ? `pick-${this.active}` : "");
    this.list.children[this.active]?.scrollIntoView({ block: "nearest" });
    const texts = code ? [code.brief, code.use_when, code.not_when] : [word("no_code")];
    this.definition.replaceChildren(...texts.filter(Boolean).map((text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step) {
      event.preventDefault();
      this.activate(this.active + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.give(this.active, event.ctrlKey || event.metaKey);
    }
  }

  /** @param {number} place @param {boolean} staysOpen for a further code on the same words */
  give(place, staysOpen) {
    const code = this.shown[place];
    if (!code) return;
    if (!staysOpen) this.dialog.close();
    this.picked(code);
    if (staysOpen) this.input.select();
  }
}

/** @param {Code} code @param {number} place */
const optionOf = (code, place) => {
  const option = document.createElement("li");
  option.id = `pick-${place}`;
  option.dataset.place = String(place);
  option.setAttribute("role", "option");
  option.className = `code-${code.hue}${code.parent ? " is-below" : ""}`;
  const key = document.createElement("span");
  key.className = "key";
  key.textContent = code.key;
  option.append(key, code.label);
  return option;
};
