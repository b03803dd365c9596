// @ts-check
/** Who else has the interview open, and where: initials in the bar, each a button that leads to their turn. */
import { initials } from "./initials.js";
import { word } from "./words.js";

/** The number of the turn in the middle of the window. */
export const turnInView = () => {
  const box = document.querySelector("[data-text]")?.getBoundingClientRect();
  const middle = box && document.elementFromPoint(box.left + box.width / 2, innerHeight / 2)?.closest(".turn");
  return Number(middle?.id.slice(2) ?? 0);
};

export class Others {
  /** @param {import("./naming.js").Naming} naming @param {import("./text.js").SetText} text */
  constructor(naming, text) {
    this.naming = naming;
    this.text = text;
    this.list = /** @type {HTMLElement} */ (document.querySelector("[data-others]"));
  }

  /** @param {[string, number][]} here account and turn of each */
  show(here) {
    this.list.hidden = !here.length;
    const known = new Map([...this.list.children].map((item) => [/** @type {HTMLElement} */ (item).dataset.who ?? "", item]));
    for (const [who, item] of known) if (!here.some(([other]) => other === who)) item.remove();
    for (const [who, turn] of here) {
      const item = known.get(who) ?? this.add(who);
      this.place(/** @type {HTMLButtonElement} */ (item.firstElementChild), who, turn);
    }
  }

  /** @param {string} who */
  add(who) {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    item.dataset.who = who;
    button.type = "button";
    button.className = "pane-other";
    button.textContent = initials(this.naming.person(who));
    button.addEventListener("click", () => this.text.turns[Number(button.dataset.turn)]?.element.scrollIntoView({ block: "center" }));
    item.append(button);
    this.list.append(item);
    return item;
  }

  /** @param {HTMLButtonElement} button @param {string} who @param {number} turn */
  place(button, who, turn) {
    const place = this.text.turns[turn];
    const [line] = this.text.linesOf({ start: place?.start ?? 0, end: place?.start ?? 0 });
    const name = word("near", { who: this.naming.person(who), n: line });
    button.dataset.turn = String(turn);
    if (button.ariaLabel !== name) button.ariaLabel = button.dataset.name = name;
  }
}
