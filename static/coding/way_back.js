// @ts-check
/** What was just done, said and shown for ten seconds with the way back beside it; the next act takes its place. */
import { toast } from "../js/toast.js";

/** @param {string} text @param {() => void} undo */
export const tellWithWayBack = (text, undo) => {
  put(text, undo);
};

/** What was taken back or done again: it may be far from what is seen. @param {string} text */
export const tellBack = (text) => put(text);

/** @param {string} text @param {() => void} [undo] */
const put = (text, undo) => {
  leave();
  toast(text, { undo });
  const shown = document.querySelector("[data-toasts]")?.lastElementChild;
  if (shown instanceof HTMLElement) shown.dataset.wayBack = "";
};

/** The last act is undone by other means, or is no longer the last. */
export const leave = () => document.querySelector("[data-toasts] [data-way-back]")?.remove();
