// @ts-check
/** Whoever signs out with something unsent decides: send it first, or discard it. Nothing of theirs stays behind. */
import { word } from "./words.js";

/** @param {import("./queue.js").Queue} queue */
export const followSignOut = (queue) => {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("pane-leaving"));
  const text = /** @type {HTMLElement} */ (dialog.querySelector("[data-leaving-text]"));
  const discard = /** @type {HTMLElement} */ (dialog.querySelector("[data-leaving=discard]"));
  /** @type {HTMLFormElement | null} */
  let form = null;
  const count = () => queue.acts.length + queue.refused.length;

  const decide = async (/** @type {string | undefined} */ which) => {
    if (which === "stay") return dialog.close();
    if (which === "discard") await queue.discard();
    text.textContent = word("sign_out_waits");
    queue.wake();
    await queue.drained();
    if (!dialog.open) return undefined; // changed their mind
    if (queue.refused.length) return dialog.close(); // the line in the bar says what was refused
    return form?.submit();
  };

  dialog.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-leaving]");
    if (button instanceof HTMLElement) void decide(button.dataset.leaving);
  });
  document.addEventListener("submit", (event) => {
    const submitted = /** @type {HTMLFormElement} */ (event.target);
    if (!submitted.matches("[data-signs-out]") || !count()) return;
    event.preventDefault();
    form = submitted;
    text.textContent = word("sign_out", { count: count() });
    discard.textContent = word("discard_all", { count: count() });
    dialog.showModal();
  }, true);
};
