// @ts-check
/** Light or dark at once, stored on the server behind the page's back. */

/** @param {SubmitEvent} event */
const change = (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-theme-form]") || !(event.submitter instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  mark();
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, event.submitter)));
  void fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  const menu = form.closest("details");
  if (menu) menu.open = false;
  menu?.querySelector("summary")?.focus();
};

const mark = () => {
  const theme = document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-form] button")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("value") === theme));
  }
};

export const followTheme = () => {
  mark();
  document.addEventListener("submit", change, { capture: true });
};
