// @ts-check
/** The recording beside the text: it plays from the turn where one is, and the text follows what is heard. */
import { say, toast } from "../js/toast.js";
import { ask } from "./requests.js";
import { keepSelection } from "./sides.js";
import { endOf, timeOf, turnHeardAt } from "./timing.js";
import { word } from "./words.js";

/** @typedef {import("./gestures.js").Gestures} Gestures */
/** @typedef {import("./timing.js").Hearing} Hearing */

/** How much is heard before and after a passage, since its place within the turn is an estimate. */
const AROUND_MS = 700;
/** How a browser calls it that one stopped before the sound had begun. */
const STOPPED = "AbortError";

export class Player {
  /** @param {Gestures} gestures @param {Hearing} hearing @param {HTMLElement} root */
  constructor(gestures, hearing, root) {
    this.gestures = gestures;
    this.hearing = hearing;
    this.media = /** @type {HTMLMediaElement} */ (root.querySelector("[data-media]"));
    this.follows = /** @type {HTMLInputElement} */ (root.querySelector("[data-follow]"));
    this.trouble = /** @type {HTMLElement} */ (root.querySelector("[data-trouble]"));
    /** the turn that is heard, and when to stop, in milliseconds */
    this.heard = -1;
    /** @type {number | null} */
    this.until = null;
    this.media.addEventListener("timeupdate", () => this.tick());
    this.media.addEventListener("seeked", () => this.tick());
    this.media.addEventListener("error", () => this.fail());
    this.media.addEventListener("pause", () => { this.until = null; });
    const rate = /** @type {HTMLSelectElement} */ (root.querySelector("[data-rate]"));
    rate.addEventListener("change", () => { this.media.playbackRate = Number(rate.value); });
    document.querySelector("[data-text]")?.addEventListener("click", (event) => this.goTo(/** @type {MouseEvent} */ (event)));
  }

  get now() { return Math.round(this.media.currentTime * 1000); }
  get text() { return this.gestures.parts.text; }

  /** The turn where one is, and when that place is heard. */
  here() {
    const { selected } = this.gestures.parts;
    const span = this.gestures.hand ?? selected.span;
    const number = this.text.numberAt(span.start);
    return { span, number, at: timeOf(/** @type {any} */ (this.text.turns[number]), this.hearing.times, number, span.start) };
  }

  /** Play from where one is, or stop. */
  hear() {
    if (!this.media.paused) return this.media.pause();
    const { number, at } = this.here();
    if (at !== null && number !== this.heard) this.media.currentTime = at / 1000;
    this.start(null);
  }

  /** The recording goes to a turn whose name or line number was pressed; pressing its words selects them. @param {MouseEvent} event */
  goTo(event) {
    const turn = /** @type {Element} */ (event.target).closest(".turn");
    if (!turn || event.clientX - turn.getBoundingClientRect().left > parseFloat(getComputedStyle(turn).paddingInlineStart)) return;
    const at = this.hearing.times[this.text.turns.findIndex((each) => each.element === turn)]?.[0] ?? null;
    if (at === null) return toast(word("no_time"));
    this.media.currentTime = at / 1000;
  }

  /** The selected passage, or the turn, once more. */
  hearAgain() {
    const { span, number, at } = this.here();
    if (at === null) return toast(word("no_time"));
    const last = this.text.numberAt(Math.max(span.start, span.end - 1));
    const isTurn = span.start === span.end;
    const begin = isTurn ? (this.hearing.times[number]?.[0] ?? at) : at - AROUND_MS;
    const end = isTurn ? endOf(this.hearing.times, number) : timeOf(/** @type {any} */ (this.text.turns[last]), this.hearing.times, last, span.end);
    this.media.currentTime = Math.max(0, begin) / 1000;
    this.start(end === null || isTurn ? end : end + AROUND_MS);
  }

  /** @param {number | null} until in milliseconds */
  start(until) {
    this.until = until;
    this.media.play().then(() => { this.until = until; }, (error) => { if (error.name !== STOPPED) this.fail(); });
  }

  /** What is heard is marked in the text, and comes into view while it plays. */
  tick() {
    if (this.until !== null && this.now >= this.until) this.media.pause();
    const number = turnHeardAt(this.hearing.times, this.now);
    if (number === this.heard) return;
    this.text.turns[this.heard]?.element.classList.remove("is-heard");
    this.heard = number;
    const turn = this.text.turns[number]?.element;
    turn?.classList.add("is-heard");
    if (turn && this.follows.checked && !this.media.paused) turn.scrollIntoView({ block: "center" });
  }

  /** The turn where one is begins now. */
  async stamp() {
    const { number } = this.here();
    const [was, end] = this.hearing.times[number] ?? [null, null];
    const start = this.now;
    const isPut = await this.put(number, start, end !== null && end < start ? null : end);
    if (isPut) toast(word("stamped", { time: this.clock(start) }), { undo: () => void this.put(number, was, end) });
  }

  /** Whether the server has stored it. @param {number} number @param {number | null} start @param {number | null} end @returns {Promise<boolean>} */
  async put(number, start, end) {
    const turn = Number(this.text.turns[number]?.element.id.slice(2));
    const { status, body } = await ask("POST", this.hearing.stamp, { turn, start_ms: start, end_ms: end }).catch(() => ({ status: 0, body: null }));
    if (status !== 200) toast(word("refused", { reason: body?.detail ?? word("unreached") }));
    if (status !== 200) return false;
    this.hearing.times[number] = [start, end];
    this.tick();
    return true;
  }

  fail() {
    this.trouble.textContent = word("not_heard");
    this.trouble.hidden = false;
    say(word("not_heard"));
  }

  /** Minutes and seconds. @param {number} time in milliseconds */
  clock(time) {
    const seconds = Math.floor(time / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

/** What the page holds a recording for: a player, or a link that opens where one reads. @param {Gestures} gestures @param {Hearing | null} hearing */
export const furnishPlayer = (gestures, hearing) => {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-player]"));
  if (!root || !hearing) return;
  document.documentElement.dataset.heard = "";
  keepSelection(root);
  root.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-do]");
    if (button instanceof HTMLElement) gestures.act(button.dataset.do ?? "");
  });
  const link = /** @type {HTMLAnchorElement | null} */ (root.querySelector("[data-link]"));
  if (!link) { gestures.player = new Player(gestures, hearing, root); return; }
  gestures.parts.selected.onChange(() => {
    const number = gestures.parts.text.numberAt(gestures.parts.selected.focus);
    const at = hearing.times[number]?.[0] ?? null;
    link.href = at === null ? hearing.link : `${hearing.link.split("#")[0]}#t=${Math.floor(at / 1000)}`;
  });
};
