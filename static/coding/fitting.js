// @ts-check
/** Which codes fit what was typed. */

/** @typedef {import("./naming.js").Code} Code */

/** Codes that fit what was typed: the key first, then the start of a word of the label, then anywhere. @param {Code[]} codes @param {string} typed @returns {Code[]} */
export const fitting = (codes, typed) => {
  const sought = typed.trim().toLowerCase();
  if (!sought) return codes;
  const rank = (/** @type {Code} */ code) => {
    const label = code.label.toLowerCase();
    if (code.key.toLowerCase().startsWith(sought)) return 0;
    if (label.startsWith(sought) || label.includes(` ${sought}`)) return 1;
    return label.includes(sought) || code.brief.toLowerCase().includes(sought) ? 2 : 3;
  };
  const ranked = codes.map((code, place) => ({ code, rank: rank(code), place })).filter((each) => each.rank < 3);
  return ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).map((each) => each.code);
};
