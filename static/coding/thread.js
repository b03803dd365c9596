// @ts-check
/** What reviewers decided on the coding in hand, and the answers below: read when it is taken in hand. */
import { spanOf } from "./elements.js";
import { ask } from "./requests.js";
import { newId, word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {{id: string, decision: string, reason: string, reviewer: string, replies: {id: string, author: string, text: string}[]}} Review */

/** Codings in these states have never met a reviewer. */
const UNREVIEWED = ["draft", "submitted"];

export class Thread {
  /** @param {import("./naming.js").Naming} naming @param {import("./queue.js").Queue} queue */
  constructor(naming, queue) {
    this.naming = naming;
    this.queue = queue;
    this.template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-decision]"));
    /** @type {Map<string, Review[]>} by mark and status */
    this.known = new Map();
  }

  /** Somebody decided or replied: ask anew. @param {string} id of a mark */
  forget(id) { for (const key of this.known.keys()) if (key.startsWith(id)) this.known.delete(key); }

  /** @param {HTMLElement} place @param {Mark} mark */
  async show(place, mark) {
    if (mark.unsent || UNREVIEWED.includes(mark.status)) return;
    const key = `${mark.id} ${mark.status}`;
    if (!this.known.has(key)) {
      const { status, body } = await ask("GET", `${this.naming.screen.api}reviews/?${mark.kind}=${mark.id}`).catch(() => ({ status: 0, body: null }));
      if (status !== 200) return;
      this.known.set(key, body.results);
    }
    const reviews = this.known.get(key) ?? [];
    place.replaceChildren(...reviews.map((review) => this.decision(review)));
    place.hidden = !reviews.length;
  }

  /** @param {Review} review */
  decision(review) {
    const made = /** @type {HTMLElement} */ (this.template.content.firstElementChild?.cloneNode(true));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (made.querySelector(`[data-${name}]`));
    part("who").textContent = this.naming.person(review.reviewer);
    part("decided").textContent = word(`decided_${review.decision}`);
    part("decided").classList.add(`is-${review.decision}`);
    part("reason").textContent = review.reason;
    part("replies").replaceChildren(...review.replies.map((reply) => this.line(reply.author, reply.text)));
    const form = /** @type {HTMLFormElement} */ (part("reply"));
    form.hidden = review.decision === "approve" || !this.naming.screen.may_code;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
      this.reply(review, field.value.trim());
      part("replies").append(this.line(this.naming.screen.me, field.value.trim()));
      field.value = "";
    });
    return made;
  }

  /** @param {Review} review @param {string} text */
  reply(review, text) {
    if (!text) return;
    const reply = { id: newId(), text };
    const url = `${this.naming.screen.api}reviews/${review.id}/replies/`;
    review.replies.push({ ...reply, author: this.naming.screen.me });
    const refused = () => { review.replies.splice(review.replies.findIndex(({ id }) => id === reply.id), 1); };
    const request = { method: "POST", url, body: reply, about: reply.id };
    this.queue.push({ send: () => ask("POST", url, reply), request, isWords: true, done: () => {}, refused });
  }

  /** @param {string} who @param {string} text */
  line(who, text) {
    const item = document.createElement("li");
    item.append(text, spanOf("muted small", ` — ${this.naming.person(who)}`));
    return item;
  }
}
