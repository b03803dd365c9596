// @ts-check
/** Reads all marks of the transcript, then what changes on it, row by row. */
import { say } from "../js/toast.js";
import { fromRow, memoFromRow, readMarks } from "./marks.js";
import { ask } from "./requests.js";
import { word } from "./words.js";

/**
 * One asks every so often, and the first time when the page stands. Half of the three seconds in which what others do is
 * promised to appear are left for the way: the answer to one asking, and of a decision a second answer with its words.
 */
const EVERY_MS = 1_500;
const FIRST_MS = 500;
const LONGEST_MS = 40_000;
/** How long what others did is pointed out. */
const FRESH_MS = 2_500;

const SAME = /** @type {const} */ ([
  "start", "end", "polarity", "status", "coder", "in_scope", "recheck", "speaker",
  "code", "about_actor", "from_actor", "to_actor", "form", "regularity",
]);

/** Whether two marks say the same. @param {import("./marks.js").Mark} one @param {import("./marks.js").Mark} other */
const equal = (one, other) => SAME.every((name) => (one[name] ?? null) === (other[name] ?? null));

export class Live {
  /** @param {import("./naming.js").Naming} naming @param {import("./store.js").Store} store @param {import("./queue.js").Queue} queue @param {import("./acts.js").Acts} acts */
  constructor(naming, store, queue, acts) {
    this.naming = naming;
    this.screen = naming.screen;
    this.store = store;
    this.queue = queue;
    this.acts = acts;
    /** the number of the act up to which everything is shown */
    this.after = 0;
    this.said = "";
    /** the turn that was read when it was last asked */
    this.near = -1;
  }

  /** What came with the page: the marks in view. @param {any} told */
  show(told) {
    const values = (/** @type {import("./naming.js").Choice[]} */ choices) => choices.map((choice) => choice.value);
    const { polarities, statuses, regularities } = this.screen;
    const fixed = { polarities: values(polarities), statuses: values(statuses), regularities: values(regularities) };
    this.store.load(readMarks(told, fixed));
  }

  /** Read everything; false where it changed here meanwhile: then what was told is older than what is shown. */
  async read() {
    const { version } = this.store;
    const answer = await fetch(this.screen.marks, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(word("no_marks"));
    const told = await answer.json();
    if (told.transcript !== this.screen.transcript) throw new Error(word("corrected"));
    if (this.store.version !== version || this.queue.acts.length) return false;
    this.show(told);
    this.after = told.after;
    return true;
  }

  /** Read everything for the first time. Whoever codes meanwhile comes first. */
  async readAll() {
    do await this.queue.drained(); while (!(await this.read()));
  }

  /** What was done since by anybody, row by row. @param {number} near the turn that is read here */
  async catchUp(near) {
    const { stored } = this.queue;
    const isUnattended = near === this.near; // who reads on is there, also without doing anything
    const { status, body } = await ask("GET", `${this.screen.changes}?after=${this.after}&near=${near}`, undefined, isUnattended);
    this.near = near;
    if (body?.code === "restored") this.queue.setBack({ status, body });
    if (status !== 200 || !body) throw new Error(word("no_marks"));
    if (body.transcript !== this.screen.transcript) this.tellOnce(word("corrected"));
    else if (body.blind !== this.screen.blind) await this.readOtherwise(body.blind);
    else await this.take(body, stored);
    return body.here;
  }

  /** A blind phase has begun or ended. What one may not see goes at once; whatever else the page says of it, it says when it is loaded anew. @param {boolean} blind */
  async readOtherwise(blind) {
    const { me } = this.screen;
    if (blind) this.store.load({ marks: [...this.store.marks.values()].filter(({ coder }) => coder === me), memos: [...this.store.memos.values()].filter(({ author }) => author === me) });
    const note = document.querySelector("[data-reading-changed]");
    if (note instanceof HTMLElement) note.hidden = false;
    const text = note?.querySelector("[data-reading-text]");
    if (text) text.textContent = word(blind ? "blind_begun" : "blind_over");
    this.screen.blind = blind;
    await this.readAll();
  }

  /** @param {any} told @param {number} stored how much had been stored from here when it was asked for */
  async take(told, stored) {
    if (told.codes?.length) this.naming.learn(told.codes); // before a coding is shown with one of them
    if (told.all && !this.queue.acts.length) await this.read();
    else if (this.queue.stored === stored && !told.all && this.apply(told)) this.after = told.after;
  }

  /** False where something waits here that is newer than what was told: it is asked for again. @param {any} told */
  apply({ codings = [], links = [], memos = [], gone = [], reviewed = [] }) {
    let isAll = true;
    const each = (/** @type {string} */ id, /** @type {() => void} */ take) => {
      if (this.acts.isWaiting(id)) isAll = false;
      else take();
    };
    for (const id of reviewed) this.acts.heard(id);
    for (const row of [...codings, ...links]) each(row.id, () => this.put(fromRow(row)));
    for (const row of memos) each(row.id, () => this.store.putMemo(memoFromRow(row)));
    for (const id of gone) each(id, () => this.store.forget(id));
    return isAll;
  }

  /** Show a mark as it is now; where it differs somebody else did it, and it is pointed out. @param {import("./marks.js").Mark} mark */
  put(mark) {
    const before = this.store.marks.get(mark.id);
    if (before && equal(before, mark)) return;
    /** @type {import("./marks.js").Mark} */
    const fresh = { ...mark, fresh: true };
    this.store.put(fresh);
    setTimeout(() => { delete fresh.fresh; }, FRESH_MS);
  }

  /** @param {string} text */
  tellOnce(text) {
    if (this.said !== text) say(text, "assertive");
    this.said = text;
  }

  /** Ask again and again while the page is seen; seldom where nobody answers. @param {() => number} near @param {(here: [string, number][]) => void} show who else is here */
  follow(near, show) {
    let pause = EVERY_MS;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const round = async () => {
      clearTimeout(timer);
      if (document.hidden) return; // the page's coming back starts anew
      const here = navigator.onLine ? await this.catchUp(near()).catch(() => null) : null;
      pause = here ? EVERY_MS : Math.min(LONGEST_MS, pause * 2);
      show(here ?? []);
      clearTimeout(timer);
      timer = setTimeout(round, pause);
    };
    const soon = () => { pause = EVERY_MS; void round(); };
    document.addEventListener("visibilitychange", soon);
    addEventListener("online", soon);
    timer = setTimeout(round, FIRST_MS);
  }
}
