// @ts-check
/** Opens `<dialog id="x">` from `data-opens="x"`, closes it from `data-closes` or by a press beside it. */

/** @param {Event} event */
const follow = (event) => {
  const target = /** @type {Element} */ (event.target);
  const opener = target.closest("[data-opens]");
  if (opener instanceof HTMLElement) {
    const dialog = document.getElementById(opener.dataset.opens ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    dialog.showModal();
  }
  const dialog = target.closest("dialog");
  if (dialog && (target.closest("[data-closes]") || target === dialog)) dialog.close();
};

export const followDialogs = () => document.addEventListener("click", follow);
