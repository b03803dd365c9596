// @ts-check
/** What I did last: one's own newest acts beside the text, each with its own way back. Read when it is opened. */
import { say } from "../js/toast.js";
import { ask } from "./requests.js";
import { clock, word } from "./words.js";

/** @typedef {{act: string, at: string, sentence: string, can: "undo" | "redo" | "", refusal: string}} Done */

const SOON_MS = 1000;

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
const part = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));

class Recent {
  /** @param {HTMLDetailsElement} panel @param {import("./acts.js").Acts} acts @param {string} api */
  constructor(panel, acts, api) {
    this.panel = panel;
    this.acts = acts;
    this.api = api;
    this.list = part(panel, "recent-list");
    this.timer = 0;
    panel.addEventListener("toggle", () => this.read());
    acts.store.onChange(() => this.readSoon());
  }

  /** What is shown follows what is done, as long as the list is open. */
  readSoon() {
    clearTimeout(this.timer);
    if (this.panel.open) this.timer = setTimeout(() => this.read(), SOON_MS);
  }

  async read() {
    if (!this.panel.open) return;
    const { status, body } = await ask("GET", `${this.api}acts/recent/`).catch(() => ({ status: 0, body: null }));
    if (status === 200) this.show(body);
  }

  /** @param {Done[]} rows */
  show(rows) {
    const focused = this.list.contains(document.activeElement) ? [...this.list.children].findIndex((item) => item.contains(document.activeElement)) : -1;
    this.list.replaceChildren(...rows.map((row) => this.item(row)));
    part(this.panel, "recent-none").hidden = rows.length > 0;
    if (focused < 0) return;
    const button = this.list.children[focused]?.querySelector("button") ?? this.panel.querySelector("summary");
    /** @type {HTMLElement | null} */ (button)?.focus();
  }

  /** @param {Done} row */
  item({ act, at, sentence, can, refusal }) {
    const template = /** @type {HTMLTemplateElement} */ (this.panel.querySelector("template"));
    const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
    const when = new Date(at);
    const isToday = when.toDateString() === new Date().toDateString();
    time.dateTime = at;
    time.textContent = isToday ? clock(when) : `${when.toLocaleDateString(document.documentElement.lang)} ${clock(when)}`;
    part(item, "sentence").textContent = sentence;
    part(item, "refusal").textContent = refusal;
    part(item, "refusal").hidden = !refusal;
    const button = /** @type {HTMLButtonElement} */ (item.querySelector("button"));
    if (!can) { button.remove(); return item; }
    button.textContent = word(`${can}_it`);
    button.setAttribute("aria-label", `${word(`${can}_it`)}: ${sentence}`);
    button.addEventListener("click", () => { button.disabled = true; this.press(act, can); });
    return item;
  }

  /** @param {string} act @param {"undo" | "redo"} which */
  press(act, which) {
    const send = () => ask("POST", `${this.api}acts/${act}/undo/`, {});
    const done = (/** @type {any} */ body) => { this.acts.apply(body, which); void this.read(); };
    const refused = (/** @type {import("./queue.js").Answer} */ answer) => { say(answer.body?.detail ?? "", "assertive"); void this.read(); };
    this.acts.queue.push({ send, done, refused });
  }
}

/** @param {import("./acts.js").Acts} acts @param {string} api */
export const followRecent = (acts, api) => {
  const panel = document.querySelector("[data-recent]");
  if (panel instanceof HTMLDetailsElement) new Recent(panel, acts, api);
};
