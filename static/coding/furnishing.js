// @ts-check
/** The gestures that the first words are coded without: set up when the page is painted. */
import { Dragging } from "./dragging.js";
import { Handles } from "./handles.js";
import { InVivo } from "./in_vivo.js";
import { Lately } from "./lately.js";
import { OwnKeys } from "./own_keys.js";
import { followTaps } from "./tapping.js";

/** @param {import("./gestures.js").Gestures} gestures */
export const furnishGestures = (gestures) => {
  gestures.lately = new Lately(gestures);
  gestures.inVivo = new InVivo(gestures);
  gestures.handles = new Handles(gestures);
  if (gestures.parts.screen.may_code) new Dragging(gestures);
  followTaps(gestures);
  new OwnKeys(gestures);
  showCurrent();
};

/** The interview that is open stands in view in the list of them. */
const showCurrent = () => {
  const current = /** @type {HTMLElement | null} */ (document.querySelector(".pane-interviews [aria-current]"));
  const list = current?.closest("ul");
  if (current && list) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
};
