// @ts-check
/** Reads all marks of the transcript, and again when someone else has done something. */
import { say } from "../js/toast.js";
import { readMarks } from "./marks.js";
import { word } from "./words.js";

/** @typedef {import("./naming.js").Screen} Screen */

const EVERY_MS = 10_000;

/** What was done in the study up to a state: the last part of its tag counts the acts. @param {string} tag */
export const actsOf = (tag) => Number(tag.match(/-(\d+)"?$/)?.[1] ?? NaN);

export class Live {
  /** @param {Screen} screen @param {import("./store.js").Store} store @param {import("./queue.js").Queue} queue */
  constructor(screen, store, queue) {
    this.screen = screen;
    this.store = store;
    this.queue = queue;
    this.tag = "";
    this.told = 0;
  }

  /** @param {"GET" | "HEAD"} method */
  ask(method) {
    /** @type {Record<string, string>} */
    const headers = this.tag ? { "If-None-Match": this.tag } : {};
    return fetch(this.screen.marks, { method, credentials: "same-origin", headers });
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
    const answer = await this.ask("GET");
    if (answer.status === 304) return true;
    if (!answer.ok) throw new Error(word("no_marks"));
    const told = await answer.json();
    if (told.transcript !== this.screen.transcript) throw new Error(word("corrected"));
    if (this.store.version !== version || this.queue.acts.length) return false;
    this.show(told);
    this.tag = answer.headers.get("ETag") ?? "";
    this.told = this.queue.stored;
    return true;
  }

  /** Read everything for the first time. Whoever codes meanwhile comes first. */
  async readAll() {
    do await this.queue.drained(); while (!(await this.read()));
  }

  /** Whether someone else has done something: more acts are counted than were stored from here. */
  async isBehind() {
    const answer = await this.ask("HEAD");
    const tag = answer.headers.get("ETag") ?? "";
    if (!answer.ok || tag === this.tag) return false;
    return actsOf(tag) - actsOf(this.tag) !== this.queue.stored - this.told;
  }

  follow() {
    setInterval(async () => {
      if (document.hidden || this.queue.acts.length) return;
      if (await this.isBehind().catch(() => false)) await this.read().catch((error) => say(error.message, "assertive"));
    }, EVERY_MS);
  }
}
