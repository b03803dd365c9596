// @ts-check
/** From coding to coding and to what is not coded yet; and the text that is not coded, dimmed. */
import { say } from "../js/toast.js";
import { Here } from "./here.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */

export class Walks extends Here {
  /** @param {import("./here.js").Parts} parts */
  constructor(parts) {
    super(parts);
    /** @type {{open: () => void} | null} the list of codings, which knows of us */
    this.list = null;
    this.dims = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-dims]"));
    this.dims?.addEventListener("change", () => this.dim(this.dims?.checked ?? false));
  }

  /** Take a mark in hand, bring it into view and say it. @param {Mark} mark */
  goTo(mark) {
    this.take(mark);
    this.parts.selected.revealAll(mark);
    say(`${this.parts.naming.look(mark).label}. ${this.parts.text.words(mark).slice(0, 160)}`);
  }

  /** @param {1 | -1} step */
  do_beside(step) {
    const next = this.parts.store.beside(this.parts.selected.focus, this.handId, step);
    if (next) this.goTo(next);
  }

  /** The coding of the same code, or the link of the same form. @param {1 | -1} step */
  do_alike(step) {
    this.withHand((hand) => {
      const isAlike = (/** @type {Mark} */ mark) => mark.kind === hand.kind && mark.code === hand.code && mark.form === hand.form;
      const next = this.parts.store.beside(hand.start, hand.id, step, isAlike);
      if (next) this.goTo(next);
      else say(word("none_alike"));
    });
  }

  /** The next turn in which an informant speaks and nothing is coded that the filter shows. @param {1 | -1} step */
  do_uncoded(step) {
    const { text, store, selected, naming } = this.parts;
    for (let number = text.numberAt(selected.focus) + step; text.turns[number]; number += step) {
      const turn = /** @type {import("./text.js").Turn} */ (text.turns[number]);
      if (naming.voices.get(turn.who)?.kind !== "informant" || store.shownIn(number).length) continue;
      selected.show(turn.start, turn.start);
      return this.tellPlace();
    }
    say(word("none_uncoded"));
  }

  do_list() { this.list?.open(); }
  do_dim() { this.dim(!this.parts.text.root.classList.contains("is-dimmed")); }

  /** @param {boolean} isOn */
  dim(isOn) {
    this.parts.text.root.classList.toggle("is-dimmed", isOn);
    if (this.dims) this.dims.checked = isOn;
    say(word(isOn ? "dimmed" : "undimmed"));
  }
}
