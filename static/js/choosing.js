// @ts-check
/** One box that ticks all others of its form: `data-chooses` holds their name. */

export const followChoosing = () => {
  for (const label of document.querySelectorAll("[data-chooses]")) {
    const all = label.querySelector("input");
    if (!(label instanceof HTMLElement) || !all) continue;
    const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(`input[name="${label.dataset.chooses}"]:not(:disabled)`)]);
    const show = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
    };
    label.hidden = boxes().length < 2;
    all.addEventListener("change", () => { for (const box of boxes()) box.checked = all.checked; });
    document.addEventListener("change", (event) => { if (event.target !== all) show(); });
    show();
  }
};
