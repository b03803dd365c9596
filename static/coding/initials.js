// @ts-check
/** A person in two letters. Pure. */

/** "Ani Budi Citra (Bandung)" is AC: of the first and the last word of the name, without what is added to it. @param {string} name */
export const initials = (name) => {
  const words = name.replace(/\([^)]*\)/gu, "").match(/[\p{L}\p{N}]\S*/gu) ?? [name.trim()];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((each) => [...(each ?? "")][0] ?? "").join("").toLocaleUpperCase();
};
