// @ts-check
/** Beside the box of a cell: one press puts the number of a passage where one writes. */

const box = document.querySelector("#cell-text");

/** @param {HTMLTextAreaElement} area @param {string} mark */
const insert = (area, mark) => {
  const before = area.value.slice(0, area.selectionStart);
  const space = before && !/[\s(]$/.test(before) ? " " : "";
  area.focus();
  area.setRangeText(space + mark, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

if (box instanceof HTMLTextAreaElement) {
  box.setSelectionRange(box.value.length, box.value.length);
  for (const button of document.querySelectorAll("[data-inserts]")) {
    if (button instanceof HTMLElement) button.addEventListener("click", () => insert(box, button.dataset.inserts ?? ""));
  }
}
