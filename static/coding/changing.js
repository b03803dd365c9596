// @ts-check
/** What is said of the coding in hand, or of all that are chosen with it: code, polarity, actors, form, words; and its end. */
import { say, toast } from "../js/toast.js";
import { changeMany, meant, removeMany } from "./many.js";
import { Shaping } from "./shaping.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./many.js").Changes} Changes */
/** @typedef {import("./naming.js").Voice} Voice */

export class Changing extends Shaping {
  do_recode() { this.withHand((mark) => mark.kind === "coding" && this.parts.picker.open(([code]) => { if (code) this.change(mark, { code: code.id }); this.focusText(); })); }

  /** @param {string} polarity */
  do_polarity(polarity) { this.withHand((mark) => { if (mark.kind === "coding" || polarity !== "limited") this.change(mark, { polarity }); }); }
  /** @param {string} actor */
  do_about_actor(actor) { this.withHand((mark) => { if (mark.kind === "coding") this.change(mark, { about_actor: actor }); }); }
  /** Choosing the other end turns the link round. @param {string} actor */
  do_from_actor(actor) { this.withLink({ from_actor: actor }); }
  /** @param {string} actor */
  do_to_actor(actor) { this.withLink({ to_actor: actor }); }
  do_turn() { this.withLink({ turned: true }); }
  /** @param {string} form */
  do_form(form) { this.withLink({ form }); }
  /** @param {string} regularity */
  do_regularity(regularity) { this.withLink({ regularity }); }
  do_scope() { this.withHand((mark) => this.change(mark, { in_scope: !mark.in_scope })); }

  do_respan() {
    this.withHand((mark) => {
      const { selected } = this.parts;
      if (selected.isEmpty) return toast(word("select_first"));
      this.reshape(mark, selected.span);
    });
  }

  do_remove() {
    this.withHand((mark) => {
      const chosen = this.chosen(mark);
      if (chosen.length > 1) removeMany(this.parts.acts, chosen);
      else if (!this.parts.acts.remove(mark)) return;
      this.letGo();
      this.tell(chosen.length > 1 ? word("removed_many", { count: chosen.length }) : word("removed", { what: this.parts.naming.key(mark) }));
    });
  }

  /** @param {Changes} changes */
  withLink(changes) { this.withHand((mark) => { if (mark.kind === "link") this.change(mark, changes); }); }

  /** @param {Mark} mark @param {Changes} changes */
  change(mark, changes) {
    const chosen = this.chosen(mark);
    if (chosen.some((each) => this.isSenseless({ ...each, ...changes }))) return say(word("general_form"), "assertive");
    if (chosen.length > 1) return this.changeAll(chosen, changes);
    const changed = this.parts.acts.change(mark, meant(mark, changes));
    if (!changed) return;
    this.take(changed);
    this.tell(word("changed", { what: this.parts.naming.facts(changed) }));
  }

  /** @param {Mark[]} marks @param {Changes} changes */
  changeAll(marks, changes) {
    changeMany(this.parts.acts, marks, changes);
    this.showSoon();
    this.tell(word("changed_many", { count: marks.length }));
  }

  /** Whether a general statement would be enacted. @param {Mark} mark */
  isSenseless(mark) { return mark.kind === "link" && mark.polarity === "enacted" && Boolean(this.parts.naming.forms.get(mark.form ?? "")?.general); }

  /** @param {Voice} voice */
  pickSpeaker(voice) { this.withHand((mark) => this.change(mark, mark.kind === "coding" ? { speaker: voice.id, about_actor: voice.actor } : { speaker: voice.id })); }
}
