// @ts-check
/** Codings, links and memos as the screen keeps them, read from the server's compact rows and from the API's. */

/**
 * @typedef {object} Mark a coding or a link
 * @property {"coding" | "link"} kind
 * @property {string} id
 * @property {number} start code points @property {number} end
 * @property {string} polarity @property {string} status @property {string} coder
 * @property {boolean} in_scope @property {boolean} recheck
 * @property {string | null} speaker the pick where several informants speak
 * @property {string} [code] @property {string | null} [about_actor] of a coding
 * @property {string} [from_actor] @property {string} [to_actor] @property {string} [form] @property {string} [regularity]
 * @property {boolean} [unsent] not yet acknowledged by the server
 * @property {boolean} [fresh] somebody else has just done this
 */
/** @typedef {{id: string, kind: string, text: string, author: string, about: string, start: number, end: number}} Memo */

/**
 * @typedef {object} Lists what compact rows point into
 * @property {string[]} codes @property {string[]} actors @property {string[]} forms @property {string[]} people
 * @property {string[]} polarities @property {string[]} statuses @property {string[]} regularities
 */

/** What the coder judges of each kind. */
export const JUDGED = {
  coding: ["code", "about_actor", "polarity", "in_scope", "speaker"],
  link: ["from_actor", "to_actor", "form", "polarity", "regularity", "in_scope", "speaker"],
};
/** A change to a mark in one of these states hands it to the reviewer again. */
const REOPENED = ["submitted", "approved"];

/** The status that a mark has once it is changed. @param {Mark} mark */
export const statusAfter = ({ status }) => (REOPENED.includes(status) ? "submitted" : status);

const IN_SCOPE = 1;
const RECHECK = 2;

/** By index: of ten thousand rows, taking each apart as `[id, start, …]` costs as much as all the rest. @param {any[]} row @param {Lists} lists @param {"coding" | "link"} kind @returns {Mark} */
const judged = (row, lists, kind) => ({
  kind,
  id: row[0],
  start: row[1],
  end: row[1] + row[2],
  polarity: lists.polarities[row[3]] ?? "",
  status: lists.statuses[row[4]] ?? "",
  coder: lists.people[row[5]] ?? "",
  in_scope: (row[6] & IN_SCOPE) > 0,
  recheck: (row[6] & RECHECK) > 0,
  speaker: null,
});

/** @param {any[]} row @param {Lists} lists @returns {Mark} */
const codingOf = (row, lists) => {
  const mark = judged(row, lists, "coding");
  mark.code = lists.codes[row[7]];
  mark.about_actor = lists.actors[row[8]] ?? null;
  mark.speaker = row[9] || null;
  return mark;
};

/** @param {any[]} row @param {Lists} lists @returns {Mark} */
const linkOf = (row, lists) => {
  const mark = judged(row, lists, "link");
  mark.from_actor = lists.actors[row[7]];
  mark.to_actor = lists.actors[row[8]];
  mark.form = lists.forms[row[9]];
  mark.regularity = lists.regularities[row[10]];
  mark.speaker = row[11] || null;
  return mark;
};

/** @param {any[]} row @returns {Memo} */
const memoOf = ([id, kind, text, author, coding, link, start, end]) =>
  ({ id, kind, text, author, about: coding ?? link ?? "", start: start ?? 0, end: end ?? 0 });

/**
 * Everything that stands on a transcript, from the server's compact form.
 * @param {any} told @param {Pick<Lists, "polarities" | "statuses" | "regularities">} fixed
 * @returns {{marks: Mark[], memos: Memo[]}}
 */
export const readMarks = (told, fixed) => {
  const lists = { ...told.lists, ...fixed };
  const codings = told.codings.map((/** @type {any[]} */ row) => codingOf(row, lists));
  const links = told.links.map((/** @type {any[]} */ row) => linkOf(row, lists));
  return { marks: codings.concat(links), memos: told.memos.map(memoOf) };
};

const TAKEN = [
  "id", "start", "end", "polarity", "status", "coder", "in_scope", "recheck", "speaker",
  "code", "about_actor", "from_actor", "to_actor", "form", "regularity",
];

/** A mark from the API's row. @param {any} row @returns {Mark} */
export const fromRow = (row) => {
  /** @type {any} */
  const mark = { kind: "code" in row ? "coding" : "link" };
  for (const name of TAKEN) if (name in row) mark[name] = row[name];
  return mark;
};

/** A memo from the API's row. @param {any} row @returns {Memo} */
export const memoFromRow = (row) =>
  ({ id: row.id, kind: row.kind, text: row.text, author: row.author, about: row.coding ?? row.link ?? "", start: row.start ?? 0, end: row.end ?? 0 });
