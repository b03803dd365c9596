// @ts-check
/** A `<details class="menu">` closes by itself: a press elsewhere, Escape, or the focus moving on. */

const open = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu[open]"));

/** @param {Event} event */
const closeOthers = (event) => {
  for (const menu of open()) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
};

/** @param {KeyboardEvent} event */
const closeByKey = (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
};

export const followMenus = () => {
  document.addEventListener("pointerdown", closeOthers);
  document.addEventListener("focusin", closeOthers);
  document.addEventListener("keydown", closeByKey);
};
