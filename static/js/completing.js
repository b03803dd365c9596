// @ts-check
/**
 * Completes `@name` and `#KEY` in a text box: a list below it, chosen from with the arrows and Enter or Tab, or by a press.
 * The focus stays in the box; a screen reader hears how many fit, and each as it becomes the active one.
 */
import { say } from "./toast.js";

/** @typedef {{typed: string, label: string}} Choice what is put into the text, sign included, and its name */

const MOST = 8;
const BEGUN = /(?:^|[\s("“])([@#][^\s@#]{0,40})$/u;

/** What was begun at the end of the text: `@an`; empty where nothing was. @param {string} before the cursor */
export const begun = (before) => before.match(BEGUN)?.[1] ?? "";

/** The choices that what was begun fits: by what is typed first, then by the start of a word of the name. @param {Choice[]} choices @param {string} sought @returns {Choice[]} */
export const fittingChoices = (choices, sought) => {
  const typed = sought.toLowerCase();
  const name = typed.slice(1);
  const same = choices.filter((choice) => choice.typed.startsWith(typed.slice(0, 1)));
  const first = same.filter((choice) => choice.typed.toLowerCase().startsWith(typed));
  const words = same.filter((choice) => !first.includes(choice) && ` ${choice.label.toLowerCase()}`.includes(` ${name}`));
  return [...first, ...words].slice(0, MOST);
};

export class Completing {
  /** @param {HTMLTextAreaElement} box @param {() => Choice[]} choices as they are at this moment @param {HTMLElement} list a listbox of the page, that knows its words */
  constructor(box, choices, list) {
    this.box = box;
    this.choices = choices;
    this.list = list;
    /** @type {Choice[]} */
    this.shown = [];
    this.active = 0;
    box.after(list);
    box.setAttribute("aria-autocomplete", "list");
    box.addEventListener("input", () => this.look());
    box.addEventListener("blur", () => this.close());
    box.addEventListener("keydown", (event) => this.key(event), { capture: true });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option instanceof HTMLElement) this.take(Number(option.dataset.place));
    });
  }

  get before() { return this.box.value.slice(0, this.box.selectionStart); }

  look() {
    const sought = begun(this.before);
    this.shown = sought ? fittingChoices(this.choices(), sought) : [];
    if (!this.shown.length) return this.close();
    this.list.replaceChildren(...this.shown.map((choice, place) => optionOf(choice, place, this.list.id)));
    this.list.hidden = false;
    this.box.setAttribute("aria-controls", this.list.id);
    say((this.list.dataset.said ?? "").replace("{n}", String(this.shown.length)));
    this.activate(0);
  }

  /** @param {number} place */
  activate(place) {
    this.active = (place + this.shown.length) % this.shown.length;
    for (const [index, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(index === this.active));
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    this.list.children[this.active]?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.shown = [];
    this.list.hidden = true;
    for (const name of ["aria-controls", "aria-activedescendant"]) this.box.removeAttribute(name);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.shown.length || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = ["Enter", "Tab"].includes(event.key) && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (step) this.activate(this.active + step);
    else if (takes) this.take(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} place */
  take(place) {
    const choice = this.shown[place];
    if (!choice) return;
    const from = this.box.selectionStart - begun(this.before).length;
    this.box.setRangeText(`${choice.typed} `, from, this.box.selectionStart, "end");
    this.close();
    this.box.focus();
  }
}

/** @param {Choice} choice @param {number} place @param {string} list */
const optionOf = (choice, place, list) => {
  const option = document.createElement("li");
  option.id = `${list}-${place}`;
  option.dataset.place = String(place);
  option.setAttribute("role", "option");
  const typed = document.createElement("span");
  typed.className = "key";
  typed.textContent = choice.typed;
  option.append(typed, " ", choice.label);
  return option;
};

/** The box of the page, with the members and codes that the server wrote into it. @param {HTMLTextAreaElement | null} box @param {() => Choice[]} [more] what may change while the page is open */
export const complete = (box, more = () => []) => {
  const list = document.getElementById("mention-list");
  const choices = JSON.parse(document.getElementById("mentionable")?.textContent ?? "[]");
  if (box && list) new Completing(box, () => [...choices, ...more()], list);
};
