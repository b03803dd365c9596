// @ts-check
/** What the coder's keys and presses do: each gesture by its name, on the words selected or the coding in hand. */
import { say, toast } from "../js/toast.js";
import { copyAddress } from "./address.js";
import { Changing } from "./changing.js";
import { giveAll } from "./shapes.js";
import { leave } from "./way_back.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./here.js").Parts} Parts */

const READING = ["move", "selectHere", "keys", "quote", "hear", "hearAgain", "beside", "address", "alike", "uncoded", "dim", "list", "enter", "letGo"];

export class Gestures extends Changing {
  /** @param {Parts} parts */
  constructor(parts) {
    super(parts);
    /** @type {string[]} the codes given last, all that were given in one go */
    this.lastCodes = [];
    /** @type {{note: (codes: string[]) => void, codes: (string | null)[], shown: import("./naming.js").Code[]} | null} */
    this.lately = null;
    /** @type {{open: (span: import("./spans.js").Span) => void} | null} */
    this.inVivo = null;
    /** sets up what gestures need, unless it is set up already */
    this.furnish = () => {};
    /** @type {{hear: () => void, hearAgain: () => void, stamp: () => Promise<void>} | null} */
    this.player = null;
    parts.text.root.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.target !== this.parts.text.root) return;
    this.furnish(); // the key may be one's own
    const wish = this.parts.keys.wish(event);
    if (!wish || event.isComposing) return;
    event.preventDefault();
    this.act(wish.do, wish.value);
  }

  /** @param {string} name @param {any} [value] */
  act(name, value) {
    this.furnish();
    const does = /** @type {any} */ (this)[`do_${name}`];
    if (!does) return;
    if (this.parts.screen.may_code || READING.includes(name)) does.call(this, value);
    else toast(word(this.parts.screen.archived ? "archived" : "may_not_code"));
  }

  /** @param {{unit: any, direction: 1 | -1, grow: boolean}} motion */
  do_move({ unit, direction, grow }) {
    this.parts.selected.move(unit, direction, grow);
    this.tellPlace();
  }

  do_selectHere() { this.parts.selected.selectHere(); this.tellPlace(); }

  /** @param {string} code */
  do_code(code) { this.withSpan((span) => this.give([code], span)); }

  /** Give codes to words; several are one act. @param {string[]} codes @param {import("./spans.js").Span} span */
  give(codes, span) {
    const { acts, naming, store } = this.parts;
    const where = { ...span, about_actor: this.aboutIn(span) };
    this.lastCodes = codes;
    this.lately?.note(codes);
    const [one] = codes;
    const [mark, isNew] = codes.length === 1 ? acts.create({ kind: "coding", ...where, code: one }) : [giveAll(acts, codes, where).at(-1), true];
    if (!mark) return;
    this.take(mark);
    if (isNew && !store.isShown(mark)) this.tell(word("coded_hidden"));
    else if (isNew) this.tellDone(where.about_actor ? "coded" : "coded_nobody", { code: codes.map((code) => naming.codes.get(code)?.label ?? "").join(", ") }, span);
    if (isNew && this.voicesIn(span).length > 1) say(word("pick_speaker"));
  }

  /** The actor of the one who speaks; nobody where several do. @param {import("./spans.js").Span} span */
  aboutIn(span) {
    const [voice, ...others] = this.voicesIn(span);
    return others.length ? null : (voice?.actor ?? null);
  }

  do_again() { if (this.lastCodes.length) this.withSpan((span) => this.give(this.lastCodes, span)); }
  /** @param {number} slot */
  do_recent(slot) { const code = this.lately?.codes[slot]; if (code) this.do_code(code); }
  do_inVivo() { this.withSpan((span) => this.inVivo?.open(span)); }

  do_pick() {
    const give = (/** @type {import("./naming.js").Code[]} */ codes) => this.withSpan((span) => { this.give(codes.map((code) => code.id), span); this.focusText(); });
    this.withSpan(() => this.parts.picker.open(give, { many: true, recent: this.lately?.shown ?? [] }));
  }

  do_link() {
    this.withSpan((span) => {
      this.parts.link.open(this.aboutIn(span), (said) => {
        const [mark, isNew] = this.parts.acts.create({ kind: "link", ...span, ...said });
        this.take(mark);
        const [from, to] = [this.parts.naming.actor(said.from_actor), this.parts.naming.actor(said.to_actor)];
        if (isNew) this.tellDone("linked", { from, to }, span);
        this.focusText();
      });
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

  /** @param {string} id */
  do_removeMemo(id) { this.parts.acts.removeMemo(id); this.showSoon(); }
  do_address() { this.withHand((mark) => void copyAddress(this.parts.screen, mark)); }
  do_undo() { leave(); this.parts.acts.back("undo"); }
  do_redo() { leave(); this.parts.acts.back("redo"); }
  do_hear() { this.player?.hear(); }
  do_hearAgain() { this.player?.hearAgain(); }
  do_stamp() { if (this.parts.screen.recording?.may_stamp) void this.player?.stamp(); }
  do_keys() { /** @type {HTMLDialogElement} */ (document.getElementById("pane-keys")).showModal(); }

  do_enter() {
    const here = this.shownAt(this.parts.selected.span);
    if (this.hand) this.cards?.focus();
    else if (here[0]) this.take(/** @type {Mark} */ (here.at(-1)));
  }

  do_letGo() {
    if (this.hand || this.also.size) this.letGo();
    else this.parts.selected.clear();
  }
}
