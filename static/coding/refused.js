// @ts-check
/** What the server refused: each stays in a list, with its words and the reason, until someone decides on it. */
import { say } from "../js/toast.js";
import { copy } from "./copying.js";
import { takeOver } from "./leftover.js";
import { word } from "./words.js";

/** @typedef {import("./queue.js").Refusal} Refusal */
/** @typedef {import("./kept.js").Request} Request */

const KINDS = { codings: "coding", links: "link", memos: "memo", replies: "reply" };
const VERBS = { POST: "create", PATCH: "change", DELETE: "remove" };

const IS_JUDGED = /\/(codings|links)\/$/;
/** What holds words and is no memo: it is tried again as it was, and stays off the device. */
const IS_WORDS = /\/(replies|codings\/in-vivo)\/$/;

/** The request once more; what was coded on a text that is corrected by now goes to the same words of the newest. @param {Request} request */
const carried = (request) => {
  const isNew = request.method === "POST" && IS_JUDGED.test(request.url);
  return { ...request, seq: undefined, body: isNew ? { ...request.body, carry: true } : request.body };
};

export class Refused {
  /** @param {import("./queue.js").Queue} queue @param {import("./acts.js").Acts} acts @param {import("./text.js").SetText} text @param {import("./naming.js").Naming} naming */
  constructor(queue, acts, text, naming) {
    this.queue = queue;
    this.acts = acts;
    this.text = text;
    this.naming = naming;
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("pane-refused"));
    this.list = /** @type {HTMLElement} */ (this.dialog.querySelector("[data-refused-list]"));
    this.template = /** @type {HTMLTemplateElement} */ (this.dialog.querySelector("template"));
  }

  /** Take up what was refused on this device before. @param {import("./kept.js").Kept[]} kept */
  load(kept) {
    for (const request of kept) {
      const send = async () => ({ status: 0, body: null });
      const keeping = Promise.resolve(request.seq ?? null);
      this.queue.refused.push({ act: { send, done: () => {}, refused: () => {}, request, keeping }, reason: request.refused ?? "" });
    }
    if (kept.length) this.queue.say();
  }

  open() {
    this.show();
    this.dialog.showModal();
  }

  show() {
    this.list.replaceChildren(...this.queue.refused.map((refusal) => this.item(refusal)));
    if (!this.queue.refused.length) this.dialog.close();
  }

  /** @param {Refusal} refusal */
  item(refusal) {
    const item = /** @type {HTMLElement} */ (this.template.content.firstElementChild?.cloneNode(true));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item.querySelector(`[data-${name}]`));
    part("what").textContent = this.what(refusal.act.request);
    part("words").textContent = this.words(refusal.act.request);
    part("words").hidden = !part("words").textContent;
    part("reason").textContent = refusal.reason;
    item.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-refused]");
      if (button instanceof HTMLElement) this.decide(button.dataset.refused ?? "", refusal);
    });
    return item;
  }

  /** @param {string} which @param {Refusal} refusal */
  decide(which, refusal) {
    const { act, reason } = refusal;
    if (which === "copy") {
      const told = [this.what(act.request), this.words(act.request), act.request?.body?.text, reason];
      return void copy(told.filter(Boolean).join("\n")).then(() => say(word("copied")));
    }
    const isRow = act.request && !IS_WORDS.test(act.request.url);
    if (which === "retry" && isRow) takeOver(this.acts, [carried(/** @type {Request} */ (act.request))]);
    else if (which === "retry") this.queue.push({ ...act, keeping: undefined });
    this.queue.drop(refusal);
    this.show();
    return undefined;
  }

  /** "coding: created · IDE" @param {Request | undefined} request */
  what(request) {
    if (!request) return word("undo");
    const kind = Object.entries(KINDS).find(([collection]) => request.url.includes(`/${collection}/`))?.[1] ?? "coding";
    const verb = VERBS[/** @type {keyof typeof VERBS} */ (request.method)] ?? "change";
    const told = word("acts", { kind: word(kind), act: word(verb) });
    const { code } = request.body ?? {};
    return code ? `${told} · ${code.key ?? this.naming.key({ kind: "coding", ...request.body })}` : told;
  }

  /** The words that it is about, read from the text of the page. @param {Request | undefined} request */
  words(request) {
    if (request?.start === undefined || request.end === undefined) return request?.body?.text ?? "";
    if (request.transcript !== this.acts.where.transcript) return word("elsewhere");
    return this.text.words({ start: request.start, end: request.end });
  }
}
