// @ts-check
/** What can be changed about the coding in hand, on its card: polarity and actors, the ends, the form and how often of a link. */
import { keyOf } from "./elements.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./naming.js").Naming} Naming */

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
const part = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));

/** @param {HTMLElement} card @param {Mark} mark @param {Naming} naming @param {(key: string) => string} shown the key that does now what a key does of old */
export const offer = (card, mark, naming, shown) => {
  const { polarities, actors } = naming.screen;
  const isLink = mark.kind === "link";
  const own = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-own-part]"));
  part(card, "address").before(own.content.cloneNode(true));
  const fitting = polarities.filter((choice) => !isLink || choice.value !== "limited");
  part(card, "polarities").append(...fitting.map((choice) =>
    keyOf("polarity", choice.value, shown(choice.key ?? ""), choice.label, choice.value === mark.polarity)));
  part(card, "actors").hidden = isLink;
  part(card, "ends").hidden = !isLink;
  if (isLink) offerEnds(card, mark, naming);
  else part(card, "actors").append(...actors.map((actor) => keyOf("about_actor", actor.id, shown(actor.key), actor.code, actor.id === mark.about_actor)));
  for (const only of card.querySelectorAll("[data-of-coding]")) /** @type {HTMLElement} */ (only).hidden = isLink;
  for (const only of card.querySelectorAll("[data-of-link]")) /** @type {HTMLElement} */ (only).hidden = !isLink;
  part(card, "scope-text").parentElement?.setAttribute("aria-pressed", String(mark.in_scope));
};

/** @param {HTMLElement} card @param {Mark} mark @param {Naming} naming */
const offerEnds = (card, mark, { screen }) => {
  for (const end of /** @type {const} */ (["from_actor", "to_actor"])) {
    part(card, end.replace("_", "-")).append(...screen.actors.map((actor) => keyOf(end, actor.id, "", actor.code, actor.id === mark[end])));
  }
  const forms = screen.forms.map(({ id, code, name }) => new Option(`${code} · ${name}`, id, false, id === mark.form));
  const regularities = screen.regularities.map(({ value, label }) => new Option(label, value, false, value === mark.regularity));
  for (const [name, options] of Object.entries({ form: forms, regularity: regularities })) {
    card.querySelector(`select[data-act=${name}]`)?.append(...options);
  }
};
