// @ts-check
/**
 * What was done and is not yet acknowledged, sent one after the other in its order. The server may be gone for hours:
 * each act is tried again until it is answered, under the id it was born with, so that trying again repeats nothing.
 */

/** @typedef {{status: number, body: any}} Answer */
/** @typedef {"retry" | "signed-out" | "done" | "refused"} Verdict */
/**
 * @typedef {object} Act
 * @property {() => Promise<Answer>} send may be called again and again
 * @property {(body: any) => void} done
 * @property {(answer: Answer) => void} refused
 * @property {string} [about] the id of the row it is about
 * @property {import("./kept.js").Request} [request] what `send` sends, where it may be kept on the device
 * @property {Promise<number | null>} [keeping]
 */
/** @typedef {{waiting: number, isOffline: boolean, isSignedOut: boolean, refusal: string}} State */

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait after so many attempts in vain, in milliseconds. @param {number} attempts */
export const pause = (attempts) => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));

/** What an answer means; one without JSON comes from something that is not our server. @param {Answer} answer @returns {Verdict} */
export const judge = ({ status, body }) => {
  if (status === 401) return "signed-out";
  if (status === 0 || status === 408 || status === 429 || status >= 500) return "retry";
  if (status === 204) return "done";
  if (body === null || typeof body !== "object") return "retry";
  return status < 300 ? "done" : "refused";
};

export class Queue {
  /** @param {(state: State) => void} tell @param {import("./kept.js").Keeper | null} [keeper] */
  constructor(tell, keeper = null) {
    this.tell = tell;
    this.keeper = keeper;
    /** @type {Act[]} */
    this.acts = [];
    this.attempts = 0;
    /** how many acts the server has stored */
    this.stored = 0;
    this.isSending = false;
    this.isSignedOut = false;
    this.refusal = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {Act} act */
  push(act) {
    if (act.request) act.keeping = this.keeper?.keep(act.request);
    this.acts.push(act);
    this.refusal = "";
    this.say();
    void this.work();
  }

  /** Try now instead of later: the network is back, or someone asked. */
  wake() {
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.work();
  }

  /** Resolves when nothing is waiting any more. @returns {Promise<void>} */
  async drained() {
    while (this.acts.length) await new Promise((resume) => setTimeout(resume, 50));
  }

  async work() {
    if (this.isSending || this.timer !== undefined) return;
    this.isSending = true;
    while (this.acts.length && this.timer === undefined) await this.sendFirst();
    this.isSending = false;
    this.say();
  }

  async sendFirst() {
    const act = /** @type {Act} */ (this.acts[0]);
    const answer = await act.send().catch(() => ({ status: 0, body: null }));
    const verdict = judge(answer);
    this.isSignedOut = verdict === "signed-out";
    if (verdict === "retry" || verdict === "signed-out") return this.later();
    this.attempts = 0;
    this.acts.shift();
    if (act.keeping) void this.keeper?.forget(act.keeping);
    if (verdict === "done") {
      this.stored += 1;
      return act.done(answer.body);
    }
    this.refusal = answer.body?.detail ?? String(answer.status);
    act.refused(answer);
  }

  later() {
    this.attempts += 1;
    this.timer = setTimeout(() => this.wake(), pause(this.attempts));
    this.say();
  }

  say() {
    const { refusal, isSignedOut } = this;
    this.tell({ waiting: this.acts.length, isOffline: this.attempts > 0, isSignedOut, refusal });
  }

  forgetRefusal() {
    this.refusal = "";
    this.say();
  }
}
