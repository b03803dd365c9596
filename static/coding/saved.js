// @ts-check
/** The one place that says whether what was done is stored; it never says so before the server has. */
import { say } from "../js/toast.js";
import { clock, word } from "./words.js";

/** @typedef {import("./queue.js").State} State */

export class SavedState {
  /** @param {() => void} retry @param {() => void} forget */
  constructor(retry, forget) {
    const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(`[data-saved${name}]`));
    this.line = find("");
    this.text = find("-text");
    this.retry = find("-retry");
    this.discard = find("-discard");
    this.retry.addEventListener("click", retry);
    this.discard.addEventListener("click", forget);
    this.wasWaiting = false;
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
    this.discard.hidden = !state.refusal;
    if (tone && text !== this.said) say(text, "assertive");
    this.said = tone ? text : "";
    this.wasWaiting ||= state.waiting > 0;
  }

  /** @param {State} state @returns {[string, "" | "warn" | "bad"]} */
  sentence({ waiting, isOffline, isSignedOut, refusal }) {
    if (refusal) return [word("refused", { reason: refusal }), "bad"];
    if (waiting && isSignedOut) return [word("sign_in", { count: waiting }), "bad"];
    if (waiting && isOffline) return [word(navigator.onLine ? "unsent" : "unsent_offline", { count: waiting }), "warn"];
    if (waiting) return [word("saving"), ""];
    return [this.wasWaiting ? word("saved", { time: clock() }) : word("all_saved"), ""];
  }
}
