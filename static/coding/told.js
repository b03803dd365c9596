// @ts-check
/** A memo's words with those it names: people by name, codes and passages as links. The server has taken out what is out of reach. */
import { spanOf } from "./elements.js";
import { word } from "./words.js";

/** @typedef {{sign: string, id: string}} Mark */

const MARK = /([@#¶])\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/g;

/** The text as plain words and marks, in their order. @param {string} text @returns {(string | Mark)[]} */
export const piecesOf = (text) => {
  /** @type {(string | Mark)[]} */
  const found = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    found.push(text.slice(end, match.index), { sign: match[1] ?? "", id: match[2] ?? "" });
    end = match.index + match[0].length;
  }
  return [...found, text.slice(end)].filter(Boolean);
};

/** @param {string} text @param {import("./naming.js").Naming} naming @returns {(string | Node)[]} */
export const told = (text, naming) => piecesOf(text).map((piece) => (typeof piece === "string" ? piece : shown(piece, naming)));

/** @param {Mark} mark @param {import("./naming.js").Naming} naming */
const shown = ({ sign, id }, naming) => {
  const { people, codebook, passages } = naming.screen;
  if (sign === "@") return people[id] ? spanOf("mention", `@${people[id]}`) : word("someone");
  if (sign === "¶") return linkTo(`${passages}${id}/`, word("a_passage"));
  const code = naming.codes.get(id);
  return code ? linkTo(`${codebook}#code-${id}`, `#${code.key}`) : word("a_code");
};

/** @param {string} address @param {string} words */
const linkTo = (address, words) => {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  return link;
};
