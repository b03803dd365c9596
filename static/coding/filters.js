// @ts-check
/** Which marks are shown: by code, coder, actor, polarity and status. The store keeps all of them. */
import { say } from "../js/toast.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./naming.js").Screen} Screen */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {{code?: string, coder?: string, actor?: string, polarity?: string, status?: string}} Choice what is asked for; a name left out asks for nothing */

export const NAMES = /** @type {const} */ (["code", "coder", "actor", "polarity", "status"]);
/** The value that stands for marks about nobody in particular. */
export const NOBODY = "-";

/** A code and all that lie below it. @param {{id: string, parent: string | null}[]} codes @param {string} id */
export const withBelow = (codes, id) => {
  const found = new Set([id]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const code of codes) if (code.parent && found.has(code.parent)) found.add(code.id);
  }
  return found;
};

/** @param {Mark} mark @param {string} actor */
const isAbout = (mark, actor) =>
  mark.kind === "link" ? mark.from_actor === actor || mark.to_actor === actor : (mark.about_actor ?? NOBODY) === actor;

/** Whether a mark is shown; null where all are. @param {Choice} choice @param {Pick<Screen, "codes">} screen @returns {((mark: Mark) => boolean) | null} */
export const fitsChoice = (choice, { codes }) => {
  const { code, coder, actor, polarity, status } = choice;
  if (!NAMES.some((name) => choice[name])) return null;
  const family = code ? withBelow(codes, code) : null;
  return (mark) =>
    (!family || family.has(mark.code ?? "")) &&
    (!coder || mark.coder === coder) &&
    (!actor || isAbout(mark, actor)) &&
    (!polarity || mark.polarity === polarity) &&
    (!status || mark.status === status);
};

/** @param {Screen} screen */
const keyOf = (screen) => `coprod-filter-${screen.interview}`;

/** What was chosen in this window before: ids only. @param {Screen} screen @returns {Choice} */
export const keptChoice = (screen) => {
  try {
    const { me, choice } = JSON.parse(sessionStorage.getItem(keyOf(screen)) ?? "{}");
    return me === screen.me ? choice : {};
  } catch { return {}; }
};

export class Filters {
  /** @param {import("./naming.js").Naming} naming @param {Store} store */
  constructor(naming, store) {
    this.screen = naming.screen;
    this.store = store;
    const template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-filters-form]"));
    this.form = /** @type {HTMLFormElement} */ (template.content.querySelector("[data-filters]"));
    template.replaceWith(this.form);
    this.line = /** @type {HTMLElement} */ (document.querySelector("[data-filtered]"));
    this.mine = /** @type {HTMLInputElement} */ (this.form.elements.namedItem("mine"));
    this.isWaiting = false;
    /** @type {Choice} */
    this.choice = {};
    this.fill();
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => this.choose(event));
    this.line.querySelector("[data-show-all]")?.addEventListener("click", () => this.showAll());
    store.onChange(() => this.tellSoon());
    this.set(keptChoice(this.screen));
    naming.onLearn(() => { this.fillCodes(); this.set(this.choice); });
  }

  /** @param {typeof NAMES[number]} name */
  list(name) { return /** @type {HTMLSelectElement} */ (this.form.elements.namedItem(name)); }

  fill() {
    const { people, actors, polarities, statuses } = this.screen;
    const add = (/** @type {typeof NAMES[number]} */ name, /** @type {[string, string][]} */ options) =>
      this.list(name).append(...options.map(([value, label]) => new Option(label, value)));
    this.fillCodes();
    add("coder", Object.entries(people));
    add("actor", [...actors.map((actor) => /** @type {[string, string]} */ ([actor.id, `${actor.code} · ${actor.name}`])), [NOBODY, word("nobody")]]);
    add("polarity", polarities.map(({ value, label }) => [value, label]));
    add("status", statuses.map(({ value, label }) => [value, label]));
  }

  fillCodes() {
    const list = this.list("code");
    const shown = this.screen.codes.map((code) => new Option(`${code.parent ? "\u2003" : ""}${code.key} · ${code.label}`, code.id));
    list.replaceChildren(/** @type {Element} */ (list.firstElementChild), ...shown);
  }

  /** @param {Event} event */
  choose(event) {
    if (event.target === this.mine) this.list("coder").value = this.mine.checked ? this.screen.me : "";
    this.set(Object.fromEntries(NAMES.map((name) => [name, this.list(name).value])));
    this.keep();
    say(this.sentence());
  }

  /** Show the controls and the marks as chosen; what does not exist any more is not chosen. @param {Choice} choice */
  set(choice) {
    for (const name of NAMES) {
      this.list(name).value = choice[name] ?? "";
      if (this.list(name).selectedIndex < 0) this.list(name).value = "";
    }
    this.choice = Object.fromEntries(NAMES.map((name) => [name, this.list(name).value]));
    this.mine.checked = this.list("coder").value === this.screen.me;
    this.store.show(fitsChoice(this.choice, this.screen));
    this.tell();
  }

  keep() {
    try { sessionStorage.setItem(keyOf(this.screen), JSON.stringify({ me: this.screen.me, choice: this.choice })); } catch { /* it is not kept */ }
  }

  showAll() {
    this.set({});
    this.keep();
    say(word("all_shown"));
    /** @type {HTMLElement | null} */ (document.querySelector("[data-text]"))?.focus({ preventScroll: true });
  }

  /** Once a frame, however much changes. */
  tellSoon() {
    if (this.isWaiting || !this.store.isFiltered) return;
    this.isWaiting = true;
    requestAnimationFrame(() => { this.isWaiting = false; this.tell(); });
  }

  sentence() {
    const number = new Intl.NumberFormat(document.documentElement.lang);
    return word("showing", { shown: number.format(this.store.shown().length), all: number.format(this.store.marks.size) });
  }

  tell() {
    const { isFiltered } = this.store;
    this.line.hidden = !isFiltered;
    document.documentElement.toggleAttribute("data-filter-on", isFiltered);
    const chosen = NAMES.map((name) => this.list(name)).filter((list) => list.value).map((list) => list.selectedOptions[0]?.text.trim());
    /** @type {HTMLElement} */ (this.line.querySelector("[data-filtered-text]")).textContent = isFiltered ? `${this.sentence()} (${chosen.join(" · ")})` : "";
  }
}
