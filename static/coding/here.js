// @ts-check
/** Where the coder is: what is selected, what is in hand, and how both are shown and said. */
import { say, toast } from "../js/toast.js";
import { named } from "./arriving.js";
import { tellWithWayBack } from "./way_back.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./spans.js").Span} Span */
/**
 * @typedef {object} Parts
 * @property {import("./naming.js").Screen} screen @property {import("./text.js").SetText} text
 * @property {import("./store.js").Store} store @property {import("./naming.js").Naming} naming
 * @property {import("./selection.js").Selected} selected @property {import("./highlights.js").Highlights} highlights
 * @property {import("./acts.js").Acts} acts @property {import("./keys.js").Keys} keys
 * @property {import("./picker.js").Picker} picker @property {import("./asking.js").LinkDialog} link
 * @property {import("./asking.js").MemoDialog} memo
 */

const QUOTED = 240;

export class Here {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    /** @type {string | null} the coding or link that polarity, actor and Delete are about */
    this.handId = null;
    /** @type {Set<string>} codings chosen to be changed together with the one in hand */
    this.also = new Set();
    /** @type {{place: (mark: Mark | null) => void} | null} */
    this.handles = null;
    /** @type {import("./stripes.js").Stripes | null} */
    this.stripes = null;
    /** @type {import("./cards.js").Cards | null} */
    this.cards = null;
    this.isWaiting = false;
    this.showing = 0;
    parts.selected.onChange(() => { this.handId = null; this.showSoon(); });
  }

  /** @returns {Mark | null} */
  get hand() { return (this.handId && this.parts.store.marks.get(this.handId)) || null; }

  /** Do something to the selection, or say that there is none. @param {(span: Span) => void} act */
  withSpan(act) {
    if (this.parts.selected.isEmpty && !this.hand) return toast(word("select_first"));
    act(this.parts.selected.isEmpty && this.hand ? { start: this.hand.start, end: this.hand.end } : this.parts.selected.span);
  }

  /** @param {(mark: Mark) => void} act */
  withHand(act) {
    if (this.hand) act(this.hand);
    else toast(word("choose_first"));
  }

  /** Take a mark in hand: its words are filled, its card comes first. @param {Mark} mark */
  take(mark) {
    this.handId = mark.id;
    this.showSoon();
  }

  /** Nothing is in hand or chosen any more. */
  letGo() {
    this.handId = null;
    this.also.clear();
    this.show();
  }

  /** @param {Span} span @returns {import("./naming.js").Voice[]} the informants who speak in it */
  voicesIn(span) {
    const turns = this.parts.store.turnsOf(span).map((number) => /** @type {import("./text.js").Turn} */ (this.parts.text.turns[number]));
    return this.parts.naming.informants(turns.filter((turn) => turn.end > span.start && turn.start < span.end));
  }

  /** One's own codings that are changed together: the mark and those chosen with it. @param {Mark} mark @returns {Mark[]} */
  chosen(mark) {
    const { store, screen } = this.parts;
    const marks = this.also.has(mark.id) ? [...this.also].map((id) => store.marks.get(id)) : [mark];
    return /** @type {Mark[]} */ (marks.filter((each) => each?.coder === screen.me));
  }

  /** Choose a coding with other codings, or a link with other links, or no more. @param {Mark} mark */
  choose(mark) {
    if (!this.parts.screen.may_code) return this.take(mark);
    if (!this.parts.acts.isOwn(mark)) return;
    const isLike = (/** @type {Mark | null | undefined} */ other) => other?.kind === mark.kind && other.coder === mark.coder;
    if ([...this.also].some((id) => !isLike(this.parts.store.marks.get(id)))) return toast(word("chosen_apart"));
    if (this.hand && this.hand.id !== mark.id && !this.also.size && isLike(this.hand)) this.also.add(this.hand.id);
    if (!this.also.delete(mark.id)) this.also.add(mark.id);
    if (this.also.has(mark.id)) this.take(mark);
    else this.showSoon();
    say(word("chosen", { count: this.also.size }));
  }

  do_also() { this.withHand((mark) => this.choose(mark)); }

  focusText() { this.parts.text.root.focus({ preventScroll: true }); }

  /** In the text with the next frame; beside it with the one after: what one has just done is seen first. */
  showSoon() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.showInText();
      cancelAnimationFrame(this.showing);
      this.showing = requestAnimationFrame(() => this.showBeside());
    });
  }

  show() {
    this.showInText();
    this.showBeside();
  }

  showInText() {
    this.parts.highlights.fill(this.hand);
    this.stripes?.hold(this.hand?.id ?? null);
  }

  showBeside() {
    this.handles?.place(this.hand); // first: it measures
    const { text, store, selected, naming } = this.parts;
    const hand = this.hand;
    const place = hand ?? selected.span;
    const voices = hand && !hand.speaker ? this.voicesIn(hand) : null;
    const title = naming.lines(text.linesOf(place));
    const span = selected.isEmpty ? place : selected.span;
    this.cards?.show(this.shownAt(span), hand, title, text.words(place).slice(0, QUOTED), voices, store.memosAt(span), this.also);
  }

  /** What the filter shows of what touches a span. @param {Span} span */
  shownAt(span) { return this.parts.store.at(span).filter((mark) => this.parts.store.isShown(mark)); }

  /** Say where the cursor is, or what is selected. */
  tellPlace() {
    const { text, selected, naming } = this.parts;
    const { who, start } = text.turnAt(selected.focus);
    const lines = naming.lines(text.linesOf(selected.span));
    if (selected.isEmpty) {
      return say(`${word("turn", { who, line: text.linesOf({ start: selected.focus, end: selected.focus })[0] })} ${text.words({ start, end: text.turnAt(start).end })}`);
    }
    const { count, first, last } = selected.describe();
    say(word(count === 1 ? "selected_one" : "selected", { count, first, last, lines }));
  }

  /** @param {string} name @param {Record<string, string>} values @param {Span} span */
  tellDone(name, values, span) { this.tell(word(name, { ...values, count: this.parts.store.at(span).length })); }

  /** Say what was just done, with a button that undoes it. @param {string} text */
  tell(text) { tellWithWayBack(text, () => { this.parts.acts.back("undo"); this.focusText(); }); }

  /** Go to what the address names. */
  async arrive() {
    const span = await named(location.hash, this.parts.screen);
    if (!span) return;
    this.parts.text.turnAt(span.start).element.scrollIntoView({ block: "center" });
    this.parts.selected.set(span.start, span.start);
    this.parts.selected.reveal(span.start);
    this.parts.highlights.fill(span, "linked");
    const mark = this.parts.store.at(span).find((each) => each.start === span.start && each.end === span.end);
    if (mark) this.take(mark);
    this.focusText();
  }
}
