// @ts-check
/** The one place that says whether what was done is stored; it never says so before the server has. */
import { say, sayAlso } from "../js/toast.js";
import { clock, word } from "./words.js";

/** @typedef {import("./queue.js").State} State */

export class SavedState {
  /** @param {() => void} retry @param {() => void} tellRefused */
  constructor(retry, tellRefused) {
    const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(`[data-saved${name}]`));
    this.line = find("");
    this.text = find("-text");
    this.retry = find("-retry");
    this.refused = find("-refused");
    this.signIn = /** @type {HTMLAnchorElement} */ (find("-sign-in"));
    this.signIn.search = `?next=${encodeURIComponent(location.pathname)}`;
    this.retry.addEventListener("click", retry);
    this.refused.addEventListener("click", tellRefused);
    addEventListener("focus", () => { if (!this.signIn.hidden) retry(); }); // back from signing in elsewhere
    this.wasWaiting = false;
    this.isOwed = false; // to those who hear: that what they did is stored
    this.said = "";
    this.waiting = 0;
    addEventListener("beforeunload", (event) => {
      if (this.waiting) event.preventDefault();
    });
  }

  /** @param {State} state */
  show(state) {
    this.waiting = state.waiting;
    const [text, tone] = this.sentence(state);
    this.text.textContent = text;
    this.line.className = `saved pane-saved ${tone}`;
    this.retry.hidden = !(state.waiting && (state.isOffline || state.isSignedOut));
    this.refused.hidden = !state.refusals.length;
    this.signIn.hidden = !(state.waiting && state.isSignedOut);
    if (tone && text !== this.said) say(text, "assertive");
    this.said = tone ? text : "";
    this.wasWaiting ||= state.waiting > 0;
    if (this.isOwed && !state.waiting && !tone) sayAlso(text);
    this.isOwed = state.waiting > 0;
  }

  /** This browser keeps nothing on the device. */
  sayItCannotKeep() { /** @type {HTMLElement} */ (document.querySelector("[data-saved-cannot]")).hidden = false; }

  /** @param {State} state @returns {[string, "" | "warn" | "bad"]} */
  sentence({ waiting, isOffline, isSignedOut, isFull, refusals }) {
    if (waiting && isSignedOut) return [word("sign_in", { count: waiting }), "bad"];
    if (waiting && isFull) return [word("disk_full", { count: waiting }), "bad"];
    if (waiting && isOffline) return [word(navigator.onLine ? "unsent" : "unsent_offline", { count: waiting }), "warn"];
    if (refusals.length > 1) return [word("refused_many", { count: refusals.length }), "bad"];
    if (refusals.length) return [word("refused", { reason: refusals[0] }), "bad"];
    if (waiting) return [word("saving"), ""];
    return [this.wasWaiting ? word("saved", { time: clock() }) : word("all_saved"), ""];
  }
}
