// @ts-check
/** On a touch screen a tap selects the sentence under the finger, a second one its turn; a long press selects as the device does. */
import { pointAt } from "./handles.js";

/** @param {import("./gestures.js").Gestures} gestures */
export const followTaps = (gestures) => {
  const { text, selected } = gestures.parts;
  let before = selected.span;
  text.root.addEventListener("pointerdown", () => { before = selected.span; });
  text.root.addEventListener("click", (event) => {
    const isTap = event instanceof PointerEvent && event.pointerType === "touch";
    if (!isTap || /** @type {Element} */ (event.target).closest(".stripe")) return;
    const point = pointAt(text, event.clientX, event.clientY);
    const sentence = point === null ? null : selected.sentenceAt(point);
    if (!sentence) return;
    const isAgain = before.start === sentence.start && before.end === sentence.end;
    const { start, end } = isAgain ? text.turnAt(sentence.start) : sentence;
    selected.show(start, end);
    gestures.tellPlace();
  });
};
