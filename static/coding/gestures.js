// @ts-check
/** What the coder's keys and presses do: each gesture by its name, on the words selected or the coding in hand. */
import { say, toast } from "../js/toast.js";
import { copyAddress } from "./address.js";
import { Walks } from "./walks.js";
import { leave } from "./way_back.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./naming.js").Voice} Voice */
/** @typedef {import("./here.js").Parts} Parts */

const READING = ["move", "selectHere", "keys", "beside", "address", "alike", "uncoded", "dim", "list", "enter", "letGo"];

export class Gestures extends Walks {
  /** @param {Parts} parts */
  constructor(parts) {
    super(parts);
    this.lastCode = "";
    parts.text.root.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const wish = event.target === this.parts.text.root ? this.parts.keys.wish(event) : null;
    if (!wish || event.isComposing) return;
    event.preventDefault();
    this.act(wish.do, wish.value);
  }

  /** @param {string} name @param {any} [value] */
  act(name, value) {
    const does = /** @type {any} */ (this)[`do_${name}`];
    if (does && (this.parts.screen.may_code || READING.includes(name))) does.call(this, value);
  }

  /** @param {{unit: any, direction: 1 | -1, grow: boolean}} motion */
  do_move({ unit, direction, grow }) {
    this.parts.selected.move(unit, direction, grow);
    this.tellPlace();
  }

  do_selectHere() { this.parts.selected.selectHere(); this.tellPlace(); }

  /** @param {string} code */
  do_code(code) {
    this.withSpan((span) => {
      const voices = this.voicesIn(span);
      const about = voices.length === 1 ? (voices[0]?.actor ?? null) : null;
      this.lastCode = code;
      const [mark, isNew] = this.parts.acts.create({ kind: "coding", ...span, code, about_actor: about });
      this.take(mark);
      if (isNew && !this.parts.store.isShown(mark)) this.tell(word("coded_hidden"));
      else if (isNew) this.tellDone("coded", { code: this.parts.naming.codes.get(code)?.label ?? "" }, span);
      if (isNew && voices.length > 1) say(word("pick_speaker"));
    });
  }

  do_again() { if (this.lastCode) this.do_code(this.lastCode); }
  do_pick() { this.withSpan(() => this.parts.picker.open((code) => { this.do_code(code.id); this.focusText(); })); }
  do_recode() { this.withHand((mark) => this.parts.picker.open((code) => { this.change(mark, { code: code.id }); this.focusText(); })); }

  do_link() {
    this.withSpan((span) => {
      const voices = this.voicesIn(span);
      this.parts.link.open(voices.length === 1 ? (voices[0]?.actor ?? null) : null, (said) => {
        const [mark, isNew] = this.parts.acts.create({ kind: "link", ...span, ...said });
        this.take(mark);
        const [from, to] = [this.parts.naming.actor(said.from_actor), this.parts.naming.actor(said.to_actor)];
        if (isNew) this.tellDone("linked", { from, to }, span);
        this.focusText();
      });
    });
  }

  /** @param {string} polarity */
  do_polarity(polarity) { this.withHand((mark) => { if (mark.kind === "coding" || polarity !== "limited") this.change(mark, { polarity }); }); }
  /** @param {string} actor */
  do_about_actor(actor) { this.withHand((mark) => { if (mark.kind === "coding") this.change(mark, { about_actor: actor }); }); }
  do_scope() { this.withHand((mark) => this.change(mark, { in_scope: !mark.in_scope })); }

  do_respan() {
    this.withHand((mark) => {
      const shown = getSelection();
      const points = [[shown?.anchorNode, shown?.anchorOffset], [shown?.focusNode, shown?.focusOffset]]
        .map(([node, offset]) => this.parts.text.pointOf(/** @type {any} */ (node), Number(offset)));
      const [one, other] = /** @type {number[]} */ (points);
      if (one == null || other == null || one === other) return toast(word("select_first"));
      this.change(mark, { start: Math.min(one, other), end: Math.max(one, other) });
    });
  }

  do_memo() {
    this.withSpan((span) => {
      const mark = this.hand;
      const about = mark ? `${this.parts.naming.key(mark)} · ${this.parts.text.words(mark).slice(0, 80)}` : this.parts.text.words(span).slice(0, 80);
      this.parts.memo.open(about, (text, kind) => {
        this.parts.acts.memo(text, kind, mark, span);
        this.tell(word("memo_saved"));
        this.focusText();
      });
    });
  }

  do_remove() {
    this.withHand((mark) => {
      if (!this.parts.acts.remove(mark)) return;
      this.handId = null;
      this.tell(word("removed", { what: this.parts.naming.key(mark) }));
      this.show();
    });
  }

  /** @param {string} id */
  do_removeMemo(id) { this.parts.acts.removeMemo(id); this.showSoon(); }
  do_address() { this.withHand((mark) => void copyAddress(this.parts.screen, mark)); }
  do_undo() { leave(); this.parts.acts.back("undo"); }
  do_redo() { leave(); this.parts.acts.back("redo"); }
  do_keys() { /** @type {HTMLDialogElement} */ (document.getElementById("pane-keys")).showModal(); }

  do_enter() {
    const here = this.shownAt(this.parts.selected.span);
    if (this.hand) this.cards?.focus();
    else if (here[0]) this.take(/** @type {Mark} */ (here.at(-1)));
  }

  do_letGo() {
    if (this.handId) { this.handId = null; this.show(); } else this.parts.selected.clear();
  }

  /** @param {Mark} mark @param {Partial<Mark>} changes */
  change(mark, changes) {
    const changed = this.parts.acts.change(mark, changes);
    if (!changed) return;
    this.take(changed);
    this.tell(word("changed", { what: this.parts.naming.facts(changed) }));
  }

  /** @param {Voice} voice */
  pickSpeaker(voice) { this.withHand((mark) => this.change(mark, mark.kind === "coding" ? { speaker: voice.id, about_actor: voice.actor } : { speaker: voice.id })); }
}
