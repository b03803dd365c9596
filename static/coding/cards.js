// @ts-check
/** The column beside the text: what is coded at the cursor or in the selection, and what can be done to the one in hand. */
import { spanOf } from "./elements.js";
import { offer } from "./offering.js";
import { told } from "./told.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./naming.js").Naming} Naming */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./naming.js").Voice} Voice */
/** @typedef {{take: (mark: Mark) => void, choose: (mark: Mark) => void, act: (name: string, value?: string) => void, pickSpeaker: (voice: Voice) => void, showSoon: () => void, parts: {keys: {shown: (key: string) => string}}}} Wishes */

const MOST = 30;

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
const part = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));

export class Cards {
  /** @param {Naming} naming @param {Store} store @param {Wishes} wishes @param {import("./thread.js").Thread} thread */
  constructor(naming, store, wishes, thread) {
    this.naming = naming;
    this.thread = thread;
    this.store = store;
    this.wishes = wishes;
    this.list = part(document, "cards");
    this.template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-card]"));
    this.list.addEventListener("click", (event) => this.press(event));
    this.list.addEventListener("change", (event) => this.pick(event));
    this.isHeld = false;
    this.list.addEventListener("pointerdown", () => { this.isHeld = true; });
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => this.release()));
    part(document, "let-go").addEventListener("click", () => wishes.act("letGo"));
    this.list.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target instanceof HTMLLIElement) this.press(event); });
  }

  /** @param {Mark[]} marks @param {Mark | null} inHand @param {string} title @param {string} quote @param {Voice[] | null} voices in what is in hand, unless one is picked @param {import("./marks.js").Memo[]} memos of the words themselves @param {Set<string>} also ids of those chosen together */
  show(marks, inHand, title, quote, voices, memos, also) {
    part(document, "here-title").textContent = title;
    part(document, "here-quote").textContent = quote;
    const shown = inHand ? [inHand, ...marks.filter((mark) => mark.id !== inHand.id)] : marks;
    const cards = shown.slice(0, MOST).map((mark) => this.card(mark, mark.id === inHand?.id, also.has(mark.id)));
    part(document, "also").hidden = also.size < 2;
    part(document, "also-text").textContent = word("chosen_together", { count: also.size });
    if (this.isBusy()) return;
    const focused = this.focusedKey();
    this.list.replaceChildren(...(cards.length ? cards : [this.empty()]));
    if (focused) /** @type {HTMLElement | null} */ (this.list.querySelector(focused))?.focus();
    part(document, "memos-here").replaceChildren(...memos.map((memo) => this.memo(memo)));
    this.ask(voices, Boolean(inHand && this.isChangeable(inHand)));
  }

  /** @param {Mark} mark */
  isChangeable(mark) { return mark.coder === this.naming.screen.me && this.naming.screen.may_code; }

  empty() {
    const empty = document.createElement("li");
    empty.className = "muted small";
    empty.textContent = this.naming.screen.may_code ? `${word("nothing_here")} ${word("how_to")}` : word("nothing_here");
    return empty;
  }

  /** @param {Mark} mark @param {boolean} isInHand @param {boolean} isChosen */
  card(mark, isInHand, isChosen) {
    const card = /** @type {HTMLElement} */ (this.template.content.firstElementChild?.cloneNode(true));
    const { naming } = this;
    card.dataset.id = mark.id;
    card.classList.toggle("in-hand", isInHand);
    card.classList.toggle("is-chosen", isChosen);
    const chip = part(card, "chip");
    chip.classList.add(naming.tint(mark));
    chip.append(spanOf("key", naming.key(mark)), spanOf("", naming.title(mark)));
    part(card, "status").textContent = naming.statuses.get(mark.status) ?? mark.status;
    part(card, "status").classList.add(`is-${mark.status}`);
    part(card, "facts").textContent = naming.facts(mark);
    part(card, "memos").replaceChildren(...this.store.memosOf(mark.id).map((memo) => this.memo(memo)));
    part(card, "address").hidden = !isInHand;
    if (isInHand) void this.thread.show(part(card, "thread"), mark);
    if (isInHand && this.isChangeable(mark)) offer(card, mark, naming, (key) => (key ? this.wishes.parts.keys.shown(key) : ""));
    return card;
  }

  /** How to find the card or the button that has the focus again in new cards: what comes in between must not lose the place. */
  focusedKey() {
    const active = this.list.contains(document.activeElement) ? document.activeElement : null;
    if (active instanceof HTMLLIElement) return `[data-id="${active.dataset.id}"]`;
    const key = active?.closest("[data-act]");
    if (!(key instanceof HTMLElement)) return null;
    if (key instanceof HTMLSelectElement) return `.in-hand select[data-act="${key.dataset.act}"]`;
    return `.in-hand [data-act="${key.dataset.act}"]${key.dataset.value ? `[data-value="${key.dataset.value}"]` : ""}`;
  }

  /** Whether someone is pressing something here, or writing a reply: nothing may take it away meanwhile. */
  isBusy() { return this.isHeld || [...this.list.querySelectorAll("textarea")].some((field) => field.value && field.matches(":focus")); }

  /** What came while something was pressed is shown once it has done what it does. */
  release() {
    if (!this.isHeld) return;
    this.isHeld = false;
    this.wishes.showSoon();
  }

  /** @param {import("./marks.js").Memo} memo */
  memo(memo) {
    const { naming } = this;
    const item = document.createElement("li");
    item.append(...told(memo.text, naming), spanOf("muted small", ` — ${naming.person(memo.author)} `));
    if (memo.author !== naming.screen.me || !naming.screen.may_code) return item;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link small";
    button.textContent = word("remove_memo");
    button.addEventListener("click", (event) => { event.stopPropagation(); this.wishes.act("removeMemo", memo.id); });
    item.append(button);
    return item;
  }

  /** Where several informants speak ask its coder whose words these are; where none does say what follows. @param {Voice[] | null} voices @param {boolean} isChangeable */
  ask(voices, isChangeable) {
    const row = part(document, "who-voices");
    part(document, "ask").hidden = !isChangeable || !voices || voices.length < 2;
    part(document, "nobody").hidden = voices?.length !== 0;
    row.replaceChildren(...(voices ?? []).map((voice) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = voice.informant_code ?? voice.label;
      button.addEventListener("click", () => this.wishes.pickSpeaker(voice));
      return button;
    }));
  }

  /** @param {Event} event */
  press(event) {
    const target = /** @type {Element} */ (event.target);
    const mark = this.store.marks.get(/** @type {HTMLElement | null} */ (target.closest("[data-id]"))?.dataset.id ?? "");
    if (!mark) return;
    const key = target.closest("[data-act]");
    const isWithOthers = event instanceof MouseEvent && (event.ctrlKey || event.metaKey);
    if (key instanceof HTMLSelectElement) return;
    if (key instanceof HTMLElement) this.wishes.act(key.dataset.act ?? "", key.dataset.value);
    else if (isWithOthers) this.wishes.choose(mark);
    else this.wishes.take(mark);
  }

  /** @param {Event} event */
  pick(event) {
    const list = event.target;
    if (list instanceof HTMLSelectElement && list.dataset.act) this.wishes.act(list.dataset.act, list.value);
  }

  /** Move the focus to the card in hand. */
  focus() { /** @type {HTMLElement | null} */ (this.list.querySelector(".in-hand, .pane-card"))?.focus(); }
}
