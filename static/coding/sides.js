// @ts-check
/** What stands around the text: the bar, the tree of codes, the drawers of a narrow screen, the submit button. */
import { followTree } from "./tree.js";

/** @typedef {import("./naming.js").Naming} Naming */
/** @typedef {import("./gestures.js").Gestures} Gestures */
/** @typedef {import("./queue.js").Queue} Queue */

/** @param {Naming} naming @param {Gestures} gestures @param {Queue} queue */
export const followSides = (naming, gestures, queue) => {
  followTree(naming, gestures);
  followBar(naming, gestures);
  followDrawers();
  followSubmit(queue);
};

/** A press must not take the selection or the focus from the text. @param {Element | null} part */
export const keepSelection = (part) => part?.addEventListener("pointerdown", (event) => {
  if (/** @type {Element} */ (event.target).closest("button")) event.preventDefault();
});

/** @param {Naming} naming @param {Gestures} gestures */
const followBar = (naming, gestures) => {
  const bar = /** @type {HTMLElement} */ (document.querySelector("[data-bar]"));
  keepSelection(bar);
  const name = () => {
    for (const label of /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll("[data-label-of]"))) {
      const code = naming.codes.get(label.dataset.labelOf ?? "");
      const button = label.closest("button");
      if (!code || !button) continue;
      label.textContent = code.key;
      button.className = `button small code-${code.hue}`;
      button.title = code.label;
    }
  };
  naming.onLearn(name); // the server has named them: a colour that came later would fade in
  const digit = /** @type {HTMLElement | null} */ (bar.querySelector("[data-link-digit]"));
  if (digit) digit.textContent = digit.dataset.key = gestures.parts.keys.linkDigit;
  bar.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-do]");
    if (button instanceof HTMLElement) gestures.act(button.dataset.do ?? "", button.dataset.code);
  });
};

/** Where a drawer opens: what its button names stands at the top. @param {HTMLElement} side */
const offsetIn = (side) => /** @type {HTMLElement | null | undefined} */ (side.querySelector("[data-codes]")?.closest("details"))?.offsetTop ?? 0;

const followDrawers = () => {
  const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-drawer]")]);
  const open = (/** @type {string | undefined} */ which) => {
    for (const button of buttons) {
      const isOpen = button.dataset.drawer === which && button.getAttribute("aria-expanded") !== "true";
      const side = /** @type {HTMLElement} */ (document.querySelector(`[data-side=${button.dataset.drawer}]`));
      if (!isOpen && side.contains(document.activeElement) && side.classList.contains("is-open")) button.focus(); // not lost with what goes
      button.setAttribute("aria-expanded", String(isOpen));
      side.classList.toggle("is-open", isOpen);
      if (isOpen) side.scrollTop = offsetIn(side);
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
