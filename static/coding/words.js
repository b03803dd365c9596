// @ts-check
/** The words of the screen, which come from the server, with their places filled. */

/** @type {Record<string, string>} */
let known = {};

/** The JSON that the server wrote into the page under this id. @param {string} id @returns {any} */
export const readJson = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");

/** @param {Record<string, string>} words */
export const learn = (words) => { known = words; };

/** The sentence of that name; `{count}` and its like are replaced. @param {string} name @param {Record<string, any>} [values] */
export const word = (name, values = {}) =>
  (known[name] ?? name).replace(/\{(\w+)\}/g, (whole, place) => (place in values ? String(values[place]) : whole));

/** The time of day as the reader's language writes it: 14.05, 14:05. @param {Date} [time] */
export const clock = (time = new Date()) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }).format(time);

/** An id that nobody else has; `randomUUID` exists over HTTPS and on the own machine only. */
export const newId = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (/** @type {number} */ (bytes[6]) & 0x0f) | 0x40;
  bytes[8] = (/** @type {number} */ (bytes[8]) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
