// @ts-check
/** The codes beside the text. */
import { fillChoices } from "./choices.js";
import { spanOf } from "./elements.js";
import { word } from "./words.js";

/** @typedef {import("./naming.js").Naming} Naming */
/** @typedef {import("./naming.js").Code} Code */
/** @typedef {import("./gestures.js").Gestures} Gestures */

/** The codes as a tree; what was open stays open. @param {Naming} naming */
export const fillTree = (naming) => {
  const tree = /** @type {HTMLElement} */ (document.querySelector("[data-codes]"));
  const open = new Set([...tree.querySelectorAll("[aria-expanded=true] + [data-code]")].map((button) => /** @type {HTMLElement} */ (button).dataset.code));
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
    list.hidden = !open.has(code.id);
    const unfold = () => list.replaceChildren(...children.map(grow)); // most codes are below others, and out of sight
    if (!list.hidden) unfold();
    item.append(foldButton(code, list, unfold), button, list);
    return item;
  };
  tree.replaceChildren(...below(null).map(grow));
};


/** Each button of the tree gives its code to the selected words. @param {Naming} naming @param {Gestures} gestures */
export const followTree = (naming, gestures) => {
  fillTree(naming);
  naming.onLearn(() => { fillTree(naming); fillChoices(naming.screen, "codes"); });
  const side = /** @type {HTMLElement} */ (document.getElementById("pane-left"));
  side.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-code]");
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    gestures.act("code", button.dataset.code);
    gestures.focusText(); // to keep the press from taking it would keep the code from being dragged
  });
};

/** Opens and closes what lies below a code. @param {Code} code @param {HTMLElement} list @param {() => void} unfold fills the list */
const foldButton = (code, list, unfold) => {
  const fold = document.createElement("button");
  fold.type = "button";
  fold.className = "pane-fold";
  fold.setAttribute("aria-expanded", String(!list.hidden));
  fold.setAttribute("aria-label", word("below", { code: code.label }));
  fold.addEventListener("click", () => {
    list.hidden = !list.hidden;
    if (!list.firstChild) unfold();
    fold.setAttribute("aria-expanded", String(!list.hidden));
  });
  return fold;
};

/** @param {Code} code @param {string | undefined} digit */
export const codeButton = (code, digit) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `pane-code code-${code.hue}`;
  button.dataset.code = code.id;
  button.title = code.brief;
  const [swatch, key] = [document.createElement("span"), document.createElement("span")];
  swatch.className = "swatch";
  key.className = "key";
  key.textContent = code.key;
  button.append(swatch, key, " ", spanOf("label", code.label));
  if (digit) {
    const shown = document.createElement("kbd");
    shown.textContent = shown.dataset.key = digit;
    button.append(shown);
  }
  return button;
};
