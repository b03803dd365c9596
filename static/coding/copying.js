// @ts-check
/** Puts words on the clipboard; where the page is not served over HTTPS, the browser's older way does it. */

/** @param {string} text */
export const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const fill = (/** @type {ClipboardEvent} */ event) => { event.clipboardData?.setData("text/plain", text); event.preventDefault(); };
  document.addEventListener("copy", fill, { once: true });
  document.execCommand("copy");
};
