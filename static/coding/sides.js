// @ts-check
/** What stands around the text: the bar, the tree of codes, the drawers of a narrow screen, the submit button. */
import { spanOf } from "./elements.js";
import { word } from "./words.js";

/** @typedef {import("./naming.js").Naming} Naming */
/** @typedef {import("./naming.js").Code} Code */
/** @typedef {import("./gestures.js").Gestures} Gestures */
/** @typedef {import("./queue.js").Queue} Queue */

/** @param {Naming} naming @param {Gestures} gestures @param {Queue} queue */
export const followSides = (naming, gestures, queue) => {
  fillTree(naming, gestures);
  followBar(naming, gestures);
  followDrawers();
  followSubmit(queue);
};

/** A press must not take the selection or the focus from the text. @param {Element | null} part */
const keepSelection = (part) => part?.addEventListener("pointerdown", (event) => {
  if (/** @type {Element} */ (event.target).closest("button")) event.preventDefault();
});

/** @param {Naming} naming @param {Gestures} gestures */
const followBar = (naming, gestures) => {
  const bar = /** @type {HTMLElement} */ (document.querySelector("[data-bar]"));
  keepSelection(bar);
  for (const label of bar.querySelectorAll("[data-label-of]")) {
    const code = naming.codes.get(/** @type {HTMLElement} */ (label).dataset.labelOf ?? "");
    if (!code) continue;
    label.closest("button")?.classList.add(`code-${code.hue}`);
    label.closest("button")?.setAttribute("title", code.label);
  }
  const digit = bar.querySelector("[data-link-digit]");
  if (digit) digit.textContent = gestures.parts.keys.linkDigit;
  bar.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-do]");
    if (button instanceof HTMLElement) gestures.act(button.dataset.do ?? "", button.dataset.code);
  });
};

/** The codes as a tree; each is a button that gives it to the selected words. @param {Naming} naming @param {Gestures} gestures */
const fillTree = (naming, gestures) => {
  const tree = /** @type {HTMLElement} */ (document.querySelector("[data-codes]"));
  const codes = naming.screen.codes.filter((code) => !code.retired);
  const digits = new Map(naming.screen.dimensions.map(({ code, digit }) => [code, digit]));
  const below = (/** @type {string | null} */ parent) => codes.filter((code) => code.parent === parent);
  const grow = (/** @type {Code} */ code) => {
    const item = document.createElement("li");
    const children = below(code.id);
    const button = codeButton(code, digits.get(code.id));
    button.classList.add(`pattern-${naming.patterns.get(code.id) ?? 0}`);
    if (!children.length) {
      item.append(button);
      return item;
    }
    const list = document.createElement("ul");
    list.setAttribute("role", "list");
    list.hidden = true;
    list.append(...children.map(grow));
    item.append(foldButton(code, list), button, list);
    return item;
  };
  tree.replaceChildren(...below(null).map(grow));
  keepSelection(tree);
  tree.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-code]");
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    gestures.act("code", button.dataset.code);
  });
};

/** Opens and closes what lies below a code. @param {Code} code @param {HTMLElement} list */
const foldButton = (code, list) => {
  const fold = document.createElement("button");
  fold.type = "button";
  fold.className = "pane-fold";
  fold.setAttribute("aria-expanded", "false");
  fold.setAttribute("aria-label", word("below", { code: code.label }));
  fold.addEventListener("click", () => {
    list.hidden = !list.hidden;
    fold.setAttribute("aria-expanded", String(!list.hidden));
  });
  return fold;
};

/** @param {Code} code @param {string | undefined} digit */
const codeButton = (code, digit) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `pane-code code-${code.hue}`;
  button.dataset.code = code.id;
  button.title = code.brief;
  const [swatch, key] = [document.createElement("span"), document.createElement("span")];
  swatch.className = "swatch";
  key.className = "key";
  key.textContent = code.key;
  button.append(swatch, key, spanOf("label", code.label));
  if (digit) {
    const shown = document.createElement("kbd");
    shown.textContent = digit;
    button.append(shown);
  }
  return button;
};

const followDrawers = () => {
  const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-drawer]")]);
  const open = (/** @type {string | undefined} */ which) => {
    for (const button of buttons) {
      const isOpen = button.dataset.drawer === which && button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(isOpen));
      document.querySelector(`[data-side=${button.dataset.drawer}]`)?.classList.toggle("is-open", isOpen);
    }
  };
  for (const button of buttons) button.addEventListener("click", () => open(button.dataset.drawer));
  document.querySelector("[data-text]")?.addEventListener("pointerdown", () => open(undefined));
  addEventListener("keydown", (event) => { if (event.key === "Escape") open(undefined); });
};

/** What is not stored yet is stored before it is submitted. @param {Queue} queue */
const followSubmit = (queue) => {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-submit-codings]"));
  form?.addEventListener("submit", async (event) => {
    if (!queue.acts.length) return;
    event.preventDefault();
    await queue.drained();
    form.requestSubmit();
  });
};
