// @ts-check
/** Gestures that change where a coding begins and ends, or take its words along: grow, shrink, split, join, quote. */
import { say, toast } from "../js/toast.js";
import { copy } from "./copying.js";
import { cutAt, joinable, nextEdge } from "./edges.js";
import { join, split } from "./shapes.js";
import { Walks } from "./walks.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./spans.js").Span} Span */

const ALIKE = /** @type {const} */ (["kind", "code", "about_actor", "polarity", "in_scope", "coder"]);

export class Shaping extends Walks {
  /** Give a coding other words; its card stays in hand. @param {Mark} mark @param {Partial<Span>} ends */
  reshape(mark, ends) {
    const changed = this.parts.acts.change(mark, ends);
    if (!changed) return;
    this.take(changed);
    this.tell(word("reshaped", { words: this.parts.text.words(changed).slice(0, 160) }));
  }

  /** @param {1 | -1} step */
  do_end(step) { this.withHand((mark) => this.step(mark, "end", step)); }
  /** @param {1 | -1} step */
  do_start(step) { this.withHand((mark) => this.step(mark, "start", step)); }

  /** @param {Mark} mark @param {import("./edges.js").Edge} edge @param {1 | -1 | string} step a button says it in words */
  step(mark, edge, step) {
    const direction = Number(step) > 0 ? 1 : -1;
    const { text, selected } = this.parts;
    const point = nextEdge(text, selected.language, mark[edge], edge, direction);
    const isLeft = point !== null && (edge === "end" ? point > mark.start : point < mark.end);
    if (isLeft) this.reshape(mark, { [edge]: point });
    else say(word("no_further"));
  }

  /** Cut the coding in hand, or the last one of one's own here, at the cursor or at the end of the selection inside it. */
  do_split() {
    const { text, selected, acts } = this.parts;
    const points = [selected.focus, selected.anchor];
    const own = this.shownAt(selected.span).filter((mark) => mark.kind === "coding" && mark.coder === this.parts.screen.me);
    for (const mark of [this.hand, ...own.reverse()]) {
      const cut = mark && points.map((point) => cutAt(text, mark, point)).find(Boolean);
      if (!mark || !cut || mark.kind !== "coding") continue;
      const second = split(acts, mark, cut);
      if (second) this.take(second);
      if (second) this.tell(word("split", { what: this.parts.naming.key(mark) }));
      return;
    }
    toast(word("split_where"));
  }

  /** Join the coding in hand with one's own that judge alike and touch it. */
  do_join() {
    this.withHand((hand) => {
      const isAlike = (/** @type {Mark} */ mark) => mark !== hand && ALIKE.every((name) => mark[name] === hand[name]);
      const others = hand.kind === "coding" && this.parts.acts.isOwn(hand) ? this.parts.store.shown().filter(isAlike) : [];
      const marks = joinable(this.parts.text, hand, others);
      if (marks.length < 2) return toast(word("join_none"));
      this.take(join(this.parts.acts, marks));
      this.tell(word("joined", { count: marks.length, what: this.parts.naming.key(hand) }));
    });
  }

  /** Copy the words with who said them, where, and on which lines. */
  do_quote() {
    this.withSpan((selection) => {
      const span = this.parts.selected.isEmpty && this.hand ? this.hand : selection;
      const { text, naming, screen } = this.parts;
      const who = this.voicesIn(span).map((voice) => voice.informant_code ?? voice.label);
      const place = [...who, screen.interview_code, naming.lines(text.linesOf(span))].join(", ");
      void copy(`“${text.words(span)}” (${place})`).then(() => toast(word("quoted", { place })));
    });
  }
}
