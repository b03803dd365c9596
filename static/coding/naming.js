// @ts-check
/** How codes, actors, people and marks are named and coloured on this screen. */
import { initials } from "./initials.js";
import { word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {{id: string, key: string, label: string, parent: string | null, hue: number, retired: boolean, brief: string, use_when: string, not_when: string, example: string}} Code */
/** @typedef {{id: string, code: string, name: string, key: string, hue: number}} Actor */
/** @typedef {{value: string, label: string, key?: string}} Choice */
/** @typedef {{id: string, label: string, kind: string, informant_code: string | null, actor: string | null}} Voice */
/**
 * @typedef {object} Screen what the server says of this screen
 * @property {string} me @property {string} epoch @property {boolean} may_code @property {boolean} archived @property {boolean} blind
 * @property {string} transcript @property {string} interview @property {string} interview_code @property {number} length @property {string} language
 * @property {number[]} lines @property {number[]} turns @property {string} api @property {string} marks @property {string} changes @property {string} codebook @property {string} passages
 * @property {Code[]} codes @property {{code: string, key: string, digit: string}[]} dimensions
 * @property {Actor[]} actors @property {{id: string, code: string, name: string, general: boolean}[]} forms
 * @property {Choice[]} polarities @property {Choice[]} regularities @property {Choice[]} statuses
 * @property {Record<string, string>} people @property {Voice[]} voices
 * @property {import("./timing.js").Hearing | null} recording
 */

const PATTERNS = 4;
const HUES = 9;

/** @template {{id: string}} T @param {T[]} rows @returns {Map<string, T>} */
const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

/** @param {Choice[]} choices */
const labels = (choices) => new Map(choices.map((choice) => [choice.value, choice.label]));

/**
 * Which pattern a code has: that of its head. Heads that stand beside each other differ for who sees no colours, too, and
 * those of the same colour, for nine colours come again.
 * @param {Pick<Code, "id" | "parent" | "hue">[]} codes @returns {Map<string, number>}
 */
export const patternsOf = (codes) => {
  const rows = new Map(codes.map((code) => [code.id, code]));
  const headOf = (/** @type {any} */ code) => { while (rows.has(code.parent ?? "")) code = rows.get(code.parent); return code; };
  const found = new Map();
  const taken = new Set();
  for (const [place, head] of codes.filter((code) => headOf(code) === code).entries()) {
    const inTurn = [...Array(PATTERNS).keys()].map((step) => (place + step) % PATTERNS);
    const pattern = inTurn.find((each) => !taken.has(`${head.hue} ${each}`)) ?? place % PATTERNS;
    taken.add(`${head.hue} ${pattern}`);
    found.set(head.id, pattern);
  }
  return new Map(codes.map((code) => [code.id, found.get(headOf(code).id)]));
};

export class Naming {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    /** @type {(() => void)[]} */
    this.told = [];
    this.codes = byId(screen.codes);
    this.patterns = patternsOf(screen.codes);
    this.actors = byId(screen.actors);
    this.forms = byId(screen.forms);
    this.polarities = labels(screen.polarities);
    this.statuses = labels(screen.statuses);
    this.regularities = labels(screen.regularities);
    this.voices = new Map(screen.voices.map((voice) => [voice.label, voice]));
  }

  /** @param {() => void} told called when a code is new, or said otherwise */
  onLearn(told) { this.told.push(told); }

  /** Codes that have just been made, or that say something else now. @param {Code[]} codes */
  learn(codes) {
    for (const code of codes) {
      const known = this.codes.get(code.id);
      if (known) Object.assign(known, code);
      else this.screen.codes.push(code);
      if (!known) this.codes.set(code.id, code);
    }
    this.tell();
  }

  /** A code that came to nothing. @param {string} id */
  forget(id) {
    const place = this.screen.codes.findIndex((code) => code.id === id);
    if (place >= 0) this.screen.codes.splice(place, 1); // the list itself: the picker holds it too
    this.codes.delete(id);
    this.tell();
  }

  tell() {
    this.patterns = patternsOf(this.screen.codes);
    for (const tell of this.told) tell();
  }

  /** The colour that the server gives to the next code without a head. */
  nextHue() { return this.screen.codes.filter((code) => !code.parent).length % HUES; }

  /** @param {string | null | undefined} id */
  actor(id) { return (id && this.actors.get(id)?.code) || word("nobody"); }

  /** @param {string} id */
  person(id) { return id === this.screen.me ? word("you") : (this.screen.people[id] ?? "–"); }

  /** @param {Mark} mark */
  hue(mark) { return this.codes.get(mark.code ?? "")?.hue ?? 0; }

  /** The class that gives a mark the colour of its code. @param {Mark} mark */
  tint(mark) { return mark.kind === "link" ? "is-link" : `code-${this.hue(mark)}`; }

  /** A mark in few words: its code, or the two ends of a link. @param {Mark} mark */
  key(mark) {
    if (mark.kind === "coding") return this.codes.get(mark.code ?? "")?.key ?? "–";
    return `${this.actor(mark.from_actor)} → ${this.actor(mark.to_actor)}`;
  }

  /** What the code or the form is called. @param {Mark} mark */
  title(mark) {
    if (mark.kind === "coding") return this.codes.get(mark.code ?? "")?.label ?? "";
    const form = this.forms.get(mark.form ?? "");
    return form ? `${form.code} · ${form.name}` : "";
  }

  /** Polarity, about whom, who said so: everything a card says besides the code. @param {Mark} mark */
  facts(mark) {
    const parts = [this.polarities.get(mark.polarity) ?? mark.polarity];
    if (mark.kind === "coding") parts.push(this.actor(mark.about_actor));
    else if (mark.regularity !== "unknown") parts.push(this.regularities.get(mark.regularity ?? "") ?? "");
    if (!mark.in_scope) parts.push(word("out_of_scope"));
    if (mark.recheck) parts.push(word("recheck"));
    return [...parts, this.person(mark.coder)].join(" · ");
  }

  /** How a stripe looks, who made it if another did, and what it is called. @param {Mark} mark */
  look(mark) {
    const classes = mark.kind === "link" ? "is-link" : `${this.tint(mark)} pattern-${this.patterns.get(mark.code ?? "") ?? 0} is-${mark.polarity}`;
    const by = mark.coder === this.screen.me ? "" : initials(this.person(mark.coder));
    return { classes, by, key: this.key(mark), label: `${this.key(mark)} ${this.title(mark)}: ${this.facts(mark)}` };
  }

  /** "line 12" or "lines 12–14". @param {[number, number]} lines */
  lines([first, last]) { return first === last ? word("line", { n: first }) : word("lines", { first, last }); }

  /** The informants who speak in these turns, each once. @param {{who: string}[]} turns @returns {Voice[]} */
  informants(turns) {
    const found = new Map();
    for (const { who } of turns) {
      const voice = this.voices.get(who);
      if (voice?.kind === "informant" && !found.has(voice.informant_code)) found.set(voice.informant_code, voice);
    }
    return [...found.values()];
  }
}
