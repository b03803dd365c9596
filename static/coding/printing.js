// @ts-check
/** On paper every turn has the keys of its codes beside it; on the screen only those near the window do. */

/** @typedef {import("./text.js").SetText} SetText */
/** @typedef {import("./stripes.js").Stripes} Stripes */

/** @param {SetText} text @param {Stripes} stripes @param {Set<number>} near the turns that are painted on the screen */
export const followPrint = (text, stripes, near) => {
  addEventListener("beforeprint", () => {
    for (const number of text.turns.keys()) stripes.list(number);
  });
  addEventListener("afterprint", () => {
    for (const number of text.turns.keys()) if (!near.has(number)) stripes.clear(number);
    stripes.draw(near);
  });
};
