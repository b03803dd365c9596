// @ts-check
/** The list of keys, and how they become one's own: each single key can be another, a code gets one, all can be off. */
import { say } from "../js/toast.js";
import { keepKeys, showKeys } from "./kept_keys.js";
import { isCharacter } from "./keys.js";
import { word } from "./words.js";

/** @typedef {import("./keys.js").Own} Own */

const NAMES = /** @type {Record<string, string>} */ ({ Space: " " });

export class OwnKeys {
  /** @param {import("./gestures.js").Gestures} gestures */
  constructor(gestures) {
    this.gestures = gestures;
    this.keys = gestures.parts.keys;
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("pane-keys"));
    this.switch = /** @type {HTMLInputElement} */ (this.dialog.querySelector("[data-keys-on]"));
    this.codes = /** @type {HTMLSelectElement | null} */ (this.dialog.querySelector("[data-keys-code]"));
    this.list = /** @type {HTMLElement | null} */ (this.dialog.querySelector("[data-keys-codes]"));
    /** @type {HTMLButtonElement | null} which waits for its new key */
    this.waiting = null;
    for (const shown of this.dialog.querySelectorAll(".pane-keylist kbd")) this.offer(/** @type {HTMLElement} */ (shown));
    this.switch.addEventListener("change", () => this.keep({ isOff: !this.switch.checked }));
    this.dialog.addEventListener("click", (event) => this.press(event));
    this.dialog.addEventListener("keydown", (event) => this.hear(event), { capture: true });
    this.dialog.addEventListener("close", () => this.stop());
    this.show();
  }

  /** A key of the list that is a single one becomes a button that changes it. @param {HTMLElement} shown */
  offer(shown) {
    const key = NAMES[shown.textContent ?? ""] ?? shown.textContent ?? "";
    if (!isCharacter(key) || !this.keys.known.has(key)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pane-rekey";
    button.dataset.rekey = key;
    button.dataset.does = shown.closest("dt")?.nextElementSibling?.textContent ?? "";
    shown.replaceWith(button);
  }

  show() {
    const { isOff, codes } = this.own;
    const { moved } = this.keys;
    this.switch.checked = !isOff;
    for (const button of this.buttons()) {
      const key = button.dataset.rekey ?? "";
      button.textContent = moved[key] ?? key;
      button.classList.toggle("is-own", key in moved);
      button.setAttribute("aria-label", word("change_key", { key: button.textContent, does: button.dataset.does }));
    }
    this.list?.replaceChildren(...Object.entries(codes).map(([key, id]) => this.codeRow(key, id)));
    showKeys(this.keys);
  }

  get own() { return this.keys.own; }
  buttons() { return /** @type {HTMLButtonElement[]} */ ([...this.dialog.querySelectorAll("[data-rekey]")]); }

  /** @param {string} key @param {string} id */
  codeRow(key, id) {
    const row = document.createElement("li");
    const shown = document.createElement("kbd");
    shown.textContent = key;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.dataset.unkey = key;
    const code = this.gestures.parts.naming.codes.get(id);
    button.textContent = word("no_key");
    button.setAttribute("aria-label", `${word("no_key")}: ${key}, ${code?.label}`);
    row.append(shown, ` ${code?.key} · ${code?.label} `, button);
    return row;
  }

  /** @param {Event} event */
  press(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    const { unkey } = button.dataset;
    if (button.dataset.rekey !== undefined || "keysCodeKey" in button.dataset) this.ask(button);
    else if (unkey !== undefined) this.keep({ codes: without(this.own.codes, unkey) });
    else if ("keysReset" in button.dataset) this.keep({ isOff: false, moved: {}, codes: {} });
  }

  /** @param {HTMLButtonElement} button */
  ask(button) {
    if ("keysCodeKey" in button.dataset && !this.codes?.value) return this.codes?.focus();
    this.stop();
    this.waiting = button;
    button.classList.add("is-waiting");
    this.tell(word("press_key"));
  }

  stop() {
    this.waiting?.classList.remove("is-waiting");
    this.waiting = null;
  }

  /** @param {KeyboardEvent} event */
  hear(event) {
    if (!this.waiting || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const button = this.waiting;
    if (event.key !== "Escape") this.give(button, event.key);
    else this.tell("");
    this.stop();
  }

  /** @param {HTMLButtonElement} button @param {string} key */
  give(button, key) {
    if (!isCharacter(key)) return this.tell(word("not_a_key"));
    const old = button.dataset.rekey;
    const isSame = old !== undefined && (this.keys.moved[old] ?? old) === key;
    if (!isSame && this.keys.now.has(key)) return this.tell(word("key_taken", { key }));
    if (old !== undefined) this.keep({ moved: key === old ? without(this.own.moved, old) : { ...this.own.moved, [old]: key } });
    else this.keep({ codes: { ...this.own.codes, [key]: this.codes?.value ?? "" } });
    this.tell(word("key_changed", { key }));
  }

  /** @param {Partial<Own>} changes */
  keep(changes) {
    const own = { ...this.own, ...changes };
    this.keys.use(own);
    keepKeys(this.gestures.parts.screen, own);
    this.show();
    this.gestures.show();
  }

  /** @param {string} text */
  tell(text) {
    /** @type {HTMLElement} */ (this.dialog.querySelector("[data-keys-told]")).textContent = text;
    say(text);
  }
}

/** @template T @param {Record<string, T>} record @param {string} name @returns {Record<string, T>} */
const without = (record, name) => Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
