// @ts-check
/** A code in the informant's own words: named, filed below another if one likes, and given to them in one act. */
import { giveInVivo } from "./shapes.js";
import { newId, word } from "./words.js";

/** @typedef {import("./spans.js").Span} Span */

const LONGEST = 80;

/** The first key of the kind V1, V2, … that no code has. @param {Iterable<{key: string}>} codes */
export const freeKey = (codes) => {
  const taken = new Set([...codes].map((code) => code.key.toUpperCase()));
  let number = 1;
  while (taken.has(`V${number}`)) number += 1;
  return `V${number}`;
};

/** What nobody sees in a name (ground/names.py); of joiners and selectors the server judges by where they stand. */
const UNSEEN = /(?![\u200c\u200d\ufe0e\ufe0f])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** Words as the label of a code: a line that ends within them is a space. @param {string} words */
export const asLabel = (words) => words.replace(/\s+/g, " ").replace(UNSEEN, "").trim().slice(0, LONGEST);

export class InVivo {
  /** @param {import("./gestures.js").Gestures} gestures */
  constructor(gestures) {
    this.gestures = gestures;
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("pane-in-vivo"));
    this.form = /** @type {HTMLFormElement} */ (this.dialog.querySelector("form"));
    this.error = /** @type {HTMLElement} */ (this.form.querySelector("[data-in-vivo-error]"));
    /** @type {Span | null} */
    this.span = null;
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  /** @param {string} name */
  field(name) { return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name)); }

  /** @param {Span} span */
  open(span) {
    const { text, naming } = this.gestures.parts;
    this.span = span;
    this.error.hidden = true;
    this.field("label").value = asLabel(text.words(span));
    this.field("key").value = freeKey(naming.codes.values());
    this.field("parent").replaceChildren(new Option(word("no_parent"), ""), ...naming.screen.codes.filter((code) => !code.retired).map((code) => new Option(`${code.key} · ${code.label}`, code.id)));
    this.dialog.showModal();
    this.field("label").select();
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    const [label, key] = [this.field("label").value.trim(), this.field("key").value.trim()];
    const isTaken = [...this.gestures.parts.naming.codes.values()].some((code) => code.key === key);
    this.error.hidden = Boolean(label && key && !isTaken);
    this.error.textContent = isTaken ? word("key_of_code_taken", { key }) : word("name_it");
    if (!this.error.hidden) return event.preventDefault();
    this.give({ id: newId(), key, label, parent: this.field("parent").value || null });
  }

  /** @param {import("./shapes.js").NewCode} code */
  give(code) {
    const { acts, naming } = this.gestures.parts;
    const span = /** @type {Span} */ (this.span);
    const language = document.documentElement.lang.startsWith("en") ? "en" : "id";
    const known = { ...code, hue: naming.codes.get(code.parent ?? "")?.hue ?? naming.nextHue(), retired: false, brief: "", use_when: "", not_when: "", example: "" };
    naming.learn([known]);
    const tell = (/** @type {boolean} */ isThere) => { if (isThere) naming.learn([known]); else this.forget(code.id); };
    const mark = giveInVivo(acts, code, { ...span, about_actor: this.gestures.aboutIn(span) }, language, tell);
    this.gestures.lastCodes = [code.id];
    this.gestures.lately?.note([code.id]);
    this.gestures.take(mark);
    this.gestures.tellDone("coded", { code: code.label }, span);
    this.gestures.focusText();
  }

  /** The server refused it: nothing can be coded with it. @param {string} id */
  forget(id) {
    this.gestures.parts.naming.forget(id);
    this.gestures.lastCodes = this.gestures.lastCodes.filter((code) => code !== id);
  }
}
