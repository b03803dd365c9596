// @ts-check
/** Files dropped on `[data-dropzone]` land in the file field inside it; their names and sizes are listed. */

/** @param {number} bytes */
const size = (bytes) => {
  const words = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: bytes < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: 1 });
  return words.format(bytes < 1e6 ? bytes / 1e3 : bytes / 1e6);
};

/** @param {Element} zone */
const list = (zone) => {
  const field = /** @type {HTMLInputElement} */ (zone.querySelector("input[type=file]"));
  const names = [...(field.files ?? [])].map((file) => {
    const row = document.createElement("li");
    row.textContent = `${file.name} · ${size(file.size)}`;
    return row;
  });
  zone.querySelector("[data-files]")?.replaceChildren(...names);
};

/** @param {DragEvent} event */
const drop = (event) => {
  const zone = /** @type {Element} */ (event.target).closest("[data-dropzone]");
  for (const other of document.querySelectorAll("[data-dropzone]")) other.classList.toggle("over", other === zone && event.type === "dragover");
  if (!zone || !event.dataTransfer) return;
  event.preventDefault();
  if (event.type !== "drop") return;
  const field = /** @type {HTMLInputElement} */ (zone.querySelector("input[type=file]"));
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

export const followDrops = () => {
  for (const kind of /** @type {const} */ (["dragover", "dragleave", "drop"])) document.addEventListener(kind, drop);
  document.addEventListener("change", (event) => {
    const zone = /** @type {Element} */ (event.target).closest("[data-dropzone]");
    if (zone) list(zone);
  });
};
