// @ts-check
/**
 * Short messages: spoken through the live regions, shown for ten seconds, with a way back where there is one.
 * A server answer may ask for one too: `HX-Trigger: {"toast": {"text": "…", "undo": "/undo/…/"}}`.
 */
const SHOWN_MS = 10_000;
/** Behind what is being said at the same moment. */
const ALSO_MS = 100;

/** @param {string} text @param {"polite" | "assertive"} [manner] */
export const say = (text, manner = "polite") => {
  const region = document.querySelector(`[data-live=${manner}]`);
  if (!region) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
};

/** Say something more: what was said last stays, and only what is new is spoken. @param {string} text */
export const sayAlso = (text) => { setTimeout(() => document.querySelector("[data-live=polite]")?.append(` ${text}`), ALSO_MS); };

/** @param {string} url */
const post = async (url) => {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const answer = await fetch(url, { method: "POST", headers });
  if (answer.ok) location.reload();
};

/** @param {string} text @param {{undo?: string | (() => void)}} [options] the address to post to, or what to do */
export const toast = (text, { undo } = {}) => {
  const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-toast]"));
  const made = template?.content.firstElementChild?.cloneNode(true);
  if (!(made instanceof HTMLElement)) return;
  /** @type {HTMLElement} */ (made.querySelector("p")).textContent = text;
  for (const same of document.querySelectorAll("[data-toasts] .toast")) if (same.querySelector("p")?.textContent === text) same.remove();
  const back = /** @type {HTMLButtonElement} */ (made.querySelector("[data-undo]"));
  back.hidden = !undo;
  back.addEventListener("click", () => { made.remove(); typeof undo === "function" ? undo() : undo && void post(undo); });
  made.querySelector("[data-close]")?.addEventListener("click", () => made.remove());
  document.querySelector("[data-toasts]")?.append(made);
  say(text);
  const leave = () => { if (!made.matches(":hover, :focus-within")) made.remove(); else setTimeout(leave, SHOWN_MS); };
  setTimeout(leave, SHOWN_MS);
};

export const followToasts = () => {
  document.addEventListener("toast", (event) => {
    const { text, undo } = /** @type {CustomEvent} */ (event).detail;
    toast(text, { undo });
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-toast-text]");
    if (button instanceof HTMLElement) toast(button.dataset.toastText ?? "", { undo: button.dataset.undoUrl });
  });
};
