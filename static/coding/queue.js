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
 * @property {import("./kept.js").Request} [request] what `send` sends
 * @property {boolean} [isWords] it holds what someone wrote, which is never kept on the device
 * @property {Promise<number | null>} [keeping]
 */
/** @typedef {{act: Act, reason: string}} Refusal */
/** @typedef {{waiting: number, isOffline: boolean, isSignedOut: boolean, isFull: boolean, refusals: string[]}} State */

/** What was stored last is shown again where a backup is restored: so many, and from a little before its moment on. */
const REMEMBERED = 200;
const SLACK_MS = 60_000;
const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait after so many attempts in vain, in milliseconds. @param {number} attempts */
export const pause = (attempts) => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));

/** Whether an answer is about the row that was sent: what something on the way makes up is not. @param {Act} act @param {any} body */
const isEchoed = ({ request }, body) => request?.method !== "POST" || !request.body?.id || body?.id === request.body.id;

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
    /** whether the server has no room for what was sent last */
    this.isFull = false;
    /** @type {Refusal[]} */
    this.refused = [];
    /** @type {{act: Act, at: number}[]} */
    this.latest = [];
    this.onSetBack = (/** @type {{epoch: string}} */ _current) => {};
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {Act} act */
  push(act) {
    if (act.request && !act.isWords) act.keeping ??= this.keeper?.keep(act.request);
    this.acts.push(act);
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
    const said = judge(answer);
    const verdict = said === "done" && !isEchoed(act, answer.body) ? "retry" : said;
    this.isSignedOut = verdict === "signed-out";
    this.isFull = answer.body?.code === "disk_full";
    if (verdict === "retry" || verdict === "signed-out") return this.later();
    this.attempts = 0;
    if (this.acts[0] !== act) return; // discarded meanwhile
    if (answer.body?.code === "restored") return this.setBack(answer);
    this.acts.shift();
    if (verdict === "done") {
      if (act.keeping) void this.keeper?.forget(act.keeping);
      this.stored += 1;
      if (act.request) this.latest = [...this.latest.slice(1 - REMEMBERED), { act, at: Date.now() }];
      return act.done(answer.body);
    }
    this.refuse(act, answer);
  }

  /** @param {Act} act @param {Answer} answer */
  refuse(act, answer) {
    const reason = answer.body?.detail ?? String(answer.status);
    if (act.keeping) void this.keeper?.refuse(act.keeping, reason);
    this.refused.push({ act, reason });
    act.refused(answer);
  }

  /** A backup was restored: whoever did it decides on what waits here, and on what the server had stored since. @param {Answer} answer */
  setBack(answer) {
    const from = Date.parse(answer.body.current.made_at) - SLACK_MS;
    const lost = this.latest.filter(({ at }) => !(at < from)).map(({ act }) => act);
    for (const act of lost) if (act.request && !act.isWords) act.keeping = this.keeper?.keep(act.request);
    for (const act of [...lost, ...this.acts.splice(0)]) this.refuse(act, answer);
    this.latest = [];
    this.say();
    this.onSetBack(answer.body.current);
  }

  later() {
    this.attempts += 1;
    this.timer = setTimeout(() => this.wake(), pause(this.attempts));
    this.say();
  }

  say() {
    const refusals = this.refused.map(({ reason }) => reason);
    const { isSignedOut, isFull } = this;
    this.tell({ waiting: this.acts.length, isOffline: this.attempts > 0, isSignedOut, isFull, refusals });
  }

  /** Take a refused act out of the list of those. @param {Refusal} refusal */
  drop(refusal) {
    this.refused = this.refused.filter((each) => each !== refusal);
    if (refusal.act.keeping) void this.keeper?.forget(refusal.act.keeping);
    this.say();
  }

  /** Give up everything that was not sent or was refused, here and on the device. */
  async discard() {
    const all = [...this.acts, ...this.refused.map(({ act }) => act)];
    this.acts.length = 0;
    this.refused.length = 0;
    await Promise.all(all.map((act) => act.keeping && this.keeper?.forget(act.keeping)));
    this.say();
  }
}
