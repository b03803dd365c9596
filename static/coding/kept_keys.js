// @ts-check
/** One's own keys as the device keeps them, for keyboards differ from desk to desk; and the keys that the screen shows. */

/** @typedef {import("./keys.js").Keys} Keys */
/** @typedef {import("./keys.js").Own} Own */
/** @typedef {import("./naming.js").Screen} Screen */

/** What is kept on this device. @param {string} name @returns {any} */
const kept = (name) => {
  try { return JSON.parse(localStorage.getItem(name) ?? "{}") ?? {}; } catch { return {}; }
};

/** @param {Screen} screen */
const placesOf = ({ me, api }) => ({ keys: `coprod-keys-${me}`, codes: `coprod-keys-${me}-${api}` });

/** One's own keys as they were left. @param {Screen} screen @returns {Own} */
export const ownKeys = (screen) => {
  const places = placesOf(screen);
  const { isOff = false, moved = {} } = kept(places.keys);
  const known = new Set(screen.codes.filter((code) => !code.retired).map((code) => code.id));
  const codes = Object.fromEntries(Object.entries(kept(places.codes)).filter(([, id]) => known.has(id)));
  return { isOff, moved, codes };
};

/** Keep them for the next time; where the device keeps nothing, they hold as long as the page is open. @param {Screen} screen @param {Own} own */
export const keepKeys = (screen, { isOff, moved, codes }) => {
  const places = placesOf(screen);
  try {
    localStorage.setItem(places.keys, JSON.stringify({ isOff, moved }));
    localStorage.setItem(places.codes, JSON.stringify(codes));
  } catch { /* private windows and full disks */ }
};

/** Every key shown on the screen is the one that works now. @param {Keys} keys */
export const showKeys = (keys) => {
  const own = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-own-part]"))?.content;
  for (const root of own ? [document, own] : [document]) {
    for (const shown of root.querySelectorAll("kbd[data-key]")) {
      if (!(shown instanceof HTMLElement)) continue;
      shown.textContent = keys.shown(shown.dataset.key ?? "");
      shown.hidden = !shown.textContent;
    }
  }
};
