// @ts-check
/** Which key does what while the text has the focus. A table, so that it can be read, tested and listed. */

/** @typedef {{do: string, value?: any}} Wish */
/** @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} Pressed */

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
  n: { do: "uncoded", value: 1 },
  N: { do: "uncoded", value: -1 },
  u: { do: "dim" },
  l: { do: "list" },
  m: { do: "memo" },
  x: { do: "scope" },
  c: { do: "recode" },
  v: { do: "respan" },
  Delete: { do: "remove" },
  Backspace: { do: "remove" },
  Enter: { do: "enter" },
  Escape: { do: "letGo" },
};
const ARROWS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

export class Keys {
  /** @param {{dimensions: {digit: string, code: string}[], polarities: {key?: string, value: string}[], actors: {key: string, id: string}[]}} screen */
  constructor(screen) {
    /** @type {Map<string, Wish>} */
    this.known = new Map(Object.entries(PLAIN));
    for (const { digit, code } of screen.dimensions) this.known.set(digit, { do: "code", value: code });
    this.linkDigit = String(screen.dimensions.length + 1);
    this.known.set(this.linkDigit, { do: "link" });
    for (const { key, value } of screen.polarities) if (key) this.known.set(key, { do: "polarity", value });
    for (const { key, id } of screen.actors) if (key) this.known.set(key, { do: "about_actor", value: id });
  }

  /** What a press wishes for; null where it is none of ours. @param {Pressed} pressed @returns {Wish | null} */
  wish(pressed) {
    if (pressed.key in ARROWS) return this.motion(pressed);
    const withControl = pressed.ctrlKey || pressed.metaKey;
    if (withControl && pressed.key.toLowerCase() === "z") return { do: pressed.shiftKey ? "redo" : "undo" };
    if (withControl && pressed.key.toLowerCase() === "y") return { do: "redo" };
    if (withControl || pressed.altKey) return null;
    return this.known.get(pressed.key) ?? this.known.get(pressed.key.toLowerCase()) ?? null;
  }

  /** @param {Pressed} pressed @returns {Wish} */
  motion({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const direction = ARROWS[/** @type {keyof typeof ARROWS} */ (key)];
    const isVertical = key === "ArrowUp" || key === "ArrowDown";
    const unit = isVertical && !ctrlKey && !altKey && !metaKey ? "turn" : ctrlKey || altKey || metaKey ? "sentence" : "word";
    return { do: "move", value: { unit, direction, grow: shiftKey } };
  }
}
