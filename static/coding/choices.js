// @ts-check
/** The lists of the dialogs to choose a code, an actor or a form of link from: the dialogs are those of every study. */

/** @typedef {import("./naming.js").Screen} Screen */

/** @type {Record<string, (screen: Screen) => [string, string][]>} value and words of what can be chosen, by the list's name */
const CHOICES = {
  codes: ({ codes }) => codes.filter(({ retired }) => !retired).map(({ id, key, label }) => [id, `${key} · ${label}`]),
  actors: ({ actors }) => actors.map(({ id, code, name }) => [id, `${code} · ${name}`]),
  forms: ({ forms }) => forms.map(({ id, code, name }) => [id, `${code} · ${name}`]),
};

/** Fill every list of that name anew; what the dialog itself offers besides stays around it. @param {Screen} screen @param {string} name */
export const fillChoices = (screen, name) => {
  const choices = CHOICES[name]?.(screen) ?? [];
  for (const list of /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll(`[data-choices=${name}]`))) {
    const { value } = list;
    for (const old of list.querySelectorAll("[data-choice]")) old.remove();
    const options = choices.map(([id, words]) => { const option = new Option(words, id); option.dataset.choice = ""; return option; });
    const first = list.options[0];
    if (first) first.after(...options);
    else list.append(...options);
    if (first) list.value = value;
  }
};
