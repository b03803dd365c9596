// @ts-check
/** The codes used lately that have no digit of their own: above the tree, each under a digit that it keeps while it stays. */
import { codeButton } from "./tree.js";

/** @typedef {import("./naming.js").Code} Code */

/** Put a code in a free place, or in that of the one not used for longest. @param {(string | null)[]} slots @param {string[]} order newest first @param {string} code */
export const placed = (slots, order, code) => {
  const next = [code, ...order.filter((each) => each !== code)].slice(0, slots.length);
  if (slots.includes(code)) return { slots, order: next };
  const free = slots.findIndex((each) => each === null || !next.includes(each));
  return { slots: slots.map((each, place) => (place === free ? code : each)), order: next };
};

export class Lately {
  /** @param {import("./gestures.js").Gestures} gestures */
  constructor(gestures) {
    this.gestures = gestures;
    const { keys, naming, screen } = gestures.parts;
    this.naming = naming;
    this.digits = keys.recentDigits;
    this.heads = new Set(screen.dimensions.map(({ code }) => code));
    this.name = `coprod-lately-${screen.me}-${screen.api}`;
    this.list = /** @type {HTMLElement} */ (document.querySelector("[data-lately]"));
    /** @type {{slots: (string | null)[], order: string[]}} */
    this.kept = { slots: this.digits.map(() => null), order: [] };
    this.load();
    this.show();
    this.naming.onLearn(() => { this.load(); this.show(); });
  }

  /** What was used last time; a code that is gone leaves its place. */
  load() {
    try {
      const { slots = [], order = [] } = JSON.parse(localStorage.getItem(this.name) ?? "{}");
      const here = (/** @type {any} */ id) => (this.naming.codes.get(id) && !this.naming.codes.get(id)?.retired ? id : null);
      this.kept = { slots: this.digits.map((_, place) => here(slots[place])), order: order.filter(here) };
    } catch { /* nothing is kept */ }
  }

  get codes() { return this.kept.slots; }

  /** Newest first. @returns {Code[]} */
  get shown() { return /** @type {Code[]} */ (this.kept.order.map((id) => this.naming.codes.get(id)).filter(Boolean)); }

  /** @param {string[]} codes */
  note(codes) {
    const noted = codes.filter((each) => !this.heads.has(each));
    if (!noted.length) return;
    for (const code of noted) this.kept = placed(this.kept.slots, this.kept.order, code);
    try { localStorage.setItem(this.name, JSON.stringify(this.kept)); } catch { /* kept as long as the page is open */ }
    this.show();
  }

  show() {
    const items = this.codes.flatMap((id, place) => {
      const code = id && this.naming.codes.get(id);
      if (!code) return [];
      const item = document.createElement("li");
      item.append(codeButton(code, this.digits[place]));
      return [item];
    });
    this.list.replaceChildren(...items);
    /** @type {HTMLElement} */ (this.list.parentElement).hidden = !items.length;
  }
}
