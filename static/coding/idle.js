// @ts-check
/** Waits until the browser has nothing else to do: what is seen is painted first. */

const LONGEST_MS = 500;

/** @returns {Promise<unknown>} */
export const idle = () =>
  new Promise((resume) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resume, { timeout: LONGEST_MS });
    else setTimeout(resume, 50);
  });
