// @ts-check
/** One row of the list of codings: line, words, code, about whom, polarity, coder, status. */
import { spanOf } from "./elements.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./here.js").Parts} Parts */

const CLIPPED = 90;

/** @param {string} words @param {number} most */
const clipped = (words, most) => (words.length > most ? `${words.slice(0, most)}…` : words);

/** @param {Mark} mark @param {number} place @param {Parts} parts @param {boolean | null} isChosen null where it cannot be */
export const rowOf = (mark, place, parts, isChosen) => {
  const { naming, text } = parts;
  const row = document.createElement("tr");
  row.dataset.place = String(place);
  const words = text.words(mark);
  const quote = document.createElement("button");
  quote.type = "button";
  quote.className = "link";
  quote.textContent = clipped(words, CLIPPED);
  const chip = spanOf(`chip ${naming.tint(mark)}`, naming.key(mark));
  const about = mark.kind === "coding" ? naming.actor(mark.about_actor) : "";
  const facts = [about, naming.polarities.get(mark.polarity) ?? "", naming.person(mark.coder), naming.statuses.get(mark.status) ?? ""];
  const box = isChosen === null ? "" : boxOf(`${naming.key(mark)}: ${clipped(words, CLIPPED)}`, isChosen);
  row.append(...[box, String(text.linesOf(mark)[0]), quote, chip, ...facts].map((content) => {
    const cell = document.createElement("td");
    cell.append(content);
    return cell;
  }));
  return row;
};

/** @param {string} name @param {boolean} isChosen */
const boxOf = (name, isChosen) => {
  const label = document.createElement("label");
  label.className = "pane-pick";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = isChosen;
  box.setAttribute("aria-label", name);
  label.append(box);
  return label;
};
