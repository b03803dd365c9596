// @ts-check
/** Which key does what while the text has the focus. A table, so that it can be read, tested, listed and changed. */

/** @typedef {{do: string, value?: any}} Wish */
/** @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} Pressed */
/** @typedef {{isOff: boolean, moved: Record<string, string>, codes: Record<string, string>}} Own one's own: a key by the one it has of old, a code's id by its key */

/** @type {Record<string, Wish>} */
const PLAIN = {
  " ": { do: "selectHere" },
  "/": { do: "pick" },
  ".": { do: "again" },
  "?": { do: "keys" },
  "[": { do: "beside", value: -1 },
  "]": { do: "beside", value: 1 },
  "{": { do: "alike", value: -1 },
  "}": { do: "alike", value: 1 },
  "<": { do: "end", value: -1 },
  ">": { do: "end", value: 1 },
  "(": { do: "start", value: -1 },
  ")": { do: "start", value: 1 },
  "+": { do: "join" },
  n: { do: "uncoded", value: 1 },
  N: { do: "uncoded", value: -1 },
  b: { do: "split" },
  i: { do: "inVivo" },
  k: { do: "quote" },
  o: { do: "also" },
  u: { do: "dim" },
  l: { do: "list" },
  m: { do: "memo" },
  p: { do: "hear" },
  P: { do: "hearAgain" },
  z: { do: "stamp" },
  x: { do: "scope" },
  c: { do: "recode" },
  v: { do: "respan" },
  Delete: { do: "remove" },
  Backspace: { do: "remove" },
  Enter: { do: "enter" },
  Escape: { do: "letGo" },
};
const ARROWS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };
const ENDS = { Home: -1, End: 1 };
const LAST_DIGIT = 9;

/** A letter, digit or sign, which speech and a slip of the hand make too (WCAG 2.1.4). @param {string} key */
export const isCharacter = (key) => key.length === 1 && key !== " ";

export class Keys {
  /** @param {{dimensions: {digit: string, code: string}[], polarities: {key?: string, value: string}[], actors: {key: string, id: string}[]}} screen @param {Own} [own] */
  constructor(screen, own = { isOff: false, moved: {}, codes: {} }) {
    /** @type {Map<string, Wish>} as they are of old */
    this.known = new Map(Object.entries(PLAIN));
    for (const { digit, code } of screen.dimensions) this.known.set(digit, { do: "code", value: code });
    this.linkDigit = String(screen.dimensions.length + 1);
    this.known.set(this.linkDigit, { do: "link" });
    /** @type {string[]} the digits of the codes used lately */
    this.recentDigits = [];
    for (let digit = Number(this.linkDigit) + 1; digit <= LAST_DIGIT; digit += 1) this.recentDigits.push(String(digit));
    for (const [value, digit] of this.recentDigits.entries()) this.known.set(digit, { do: "recent", value });
    for (const { key, value } of screen.polarities) if (key) this.known.set(key, { do: "polarity", value });
    for (const { key, id } of screen.actors) if (key) this.known.set(key, { do: "about_actor", value: id });
    this.own = own;
    this.moved = own.moved;
    this.now = this.known;
    this.use(own);
  }

  /** @param {Own} own */
  use(own) {
    this.own = own;
    this.moved = this.free(own);
    this.now = new Map([...this.known].map(([key, wish]) => [this.moved[key] ?? key, wish]));
    for (const [key, code] of Object.entries(own.codes)) this.now.set(key, { do: "code", value: code });
  }

  /**
   * Those of one's own keys that nothing else of this study has: they were chosen in any study, and codes, actors and
   * their keys are those of each. @param {Own} own @returns {Record<string, string>}
   */
  free({ moved, codes }) {
    const isTaken = (/** @type {string} */ key) => key in codes || (this.known.has(key) && !(key in moved));
    const left = Object.entries(moved).filter(([, key]) => !isTaken(key));
    return left.length < Object.keys(moved).length ? this.free({ isOff: false, codes, moved: Object.fromEntries(left) }) : moved;
  }

  /** The key that does now what `key` does of old; none where single keys are off. @param {string} key */
  shown(key) { return this.own.isOff && isCharacter(key) ? "" : (this.moved[key] ?? key); }

  /** What a press wishes for; null where it is none of ours. @param {Pressed} pressed @returns {Wish | null} */
  wish(pressed) {
    if (pressed.key in ARROWS) return this.motion(pressed);
    const withControl = pressed.ctrlKey || pressed.metaKey;
    if (withControl && pressed.key in ENDS) return { do: "move", value: { unit: "text", direction: ENDS[/** @type {keyof typeof ENDS} */ (pressed.key)], grow: pressed.shiftKey } };
    if (withControl && pressed.key.toLowerCase() === "z") return { do: pressed.shiftKey ? "redo" : "undo" };
    if (withControl && pressed.key.toLowerCase() === "y") return { do: "redo" };
    if (withControl || pressed.altKey || (this.own.isOff && isCharacter(pressed.key))) return null;
    return this.now.get(pressed.key) ?? this.now.get(pressed.key.toLowerCase()) ?? null;
  }

  /** @param {Pressed} pressed @returns {Wish} */
  motion({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const direction = ARROWS[/** @type {keyof typeof ARROWS} */ (key)];
    const isVertical = key === "ArrowUp" || key === "ArrowDown";
    const unit = isVertical && !ctrlKey && !altKey && !metaKey ? "turn" : ctrlKey || altKey || metaKey ? "sentence" : "word";
    return { do: "move", value: { unit, direction, grow: shiftKey } };
  }
}
