// @ts-check
/** The small elements that the cards are made of. */

/** @param {string} name @param {string} text */
export const spanOf = (name, text) => {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
};

/** @param {"dt" | "dd" | "p"} name @param {string} text */
export const partOf = (name, text) => {
  const part = document.createElement(name);
  part.textContent = text;
  return part;
};

/** A button that shows the key which does the same. @param {string} act @param {string} value @param {string} key @param {string} label @param {boolean} isPressed */
export const keyOf = (act, value, key, label, isPressed) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pane-key";
  button.dataset.act = act;
  button.dataset.value = value;
  button.setAttribute("aria-pressed", String(isPressed));
  const shown = document.createElement("kbd");
  shown.textContent = key;
  if (key) button.append(shown);
  button.append(label);
  return button;
};
