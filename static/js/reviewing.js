// @ts-check
/**
 * Keys of the review list, while one of its rows has the focus: nothing is typed there, so that single letters are free.
 * A decision is about the rows that are ticked, else about the row in hand; afterwards the next row is in hand.
 */

const PLACE = "coprod.review.place";

/**
 * What a key does: to move by so many rows, tick, or press the button of that decision.
 * @param {string} key
 * @returns {{ move: number } | { tick: true } | { decision: string } | null}
 */
export const meaning = (key) => {
  if (key === "n" || key === "j") return { move: 1 };
  if (key === "p" || key === "k") return { move: -1 };
  if (key === "x" || key === " ") return { tick: true };
  const decision = { a: "approve", r: "revise", t: "reject" }[key];
  return decision ? { decision } : null;
};

/**
 * The place to stand on in a list of so many rows, from 0; the nearest there is.
 * @param {number} wanted
 * @param {number} count
 */
export const nearest = (wanted, count) => Math.max(0, Math.min(wanted, count - 1));

export const followReviewing = () => {
  const list = document.querySelector("[data-reviewing]");
  if (!(list instanceof HTMLElement)) return;
  const rows = /** @type {HTMLElement[]} */ ([...list.children]);
  for (const row of rows) row.tabIndex = -1;
  const stand = (/** @type {number} */ place) => {
    for (const row of rows) row.tabIndex = -1;
    const row = rows[place];
    if (!row) return;
    row.tabIndex = 0;
    row.focus();
  };
  if (rows[0]) rows[0].tabIndex = 0;
  const left = sessionStorage.getItem(PLACE);
  if (left !== null && rows.length) stand(nearest(Number(left) || 0, rows.length));
  sessionStorage.removeItem(PLACE);
  /** @type {(() => void) | null} the decision that waits for its reason: the last one that was asked for */
  let waiting = null;
  const reason = document.getElementById("reason");
  reason?.addEventListener("keydown", (event) => {
    const isSent = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSent && reason instanceof HTMLTextAreaElement && reason.value.trim()) waiting?.();
  });
  list.addEventListener("keydown", (event) => {
    const place = rows.indexOf(/** @type {HTMLElement} */ (event.target));
    const row = rows[place];
    const asked = !row || event.ctrlKey || event.metaKey || event.altKey ? null : meaning(event.key);
    if (!row || !asked) return;
    event.preventDefault();
    if ("move" in asked) stand(nearest(place + asked.move, rows.length));
    else if ("tick" in asked) boxOf(row)?.click();
    else waiting = decide(rows, place, asked.decision);
  });
};

/** @param {HTMLElement} row */
const boxOf = (row) => /** @type {HTMLInputElement | null} */ (row.querySelector('input[name="rows"]:not(:disabled)'));

/**
 * Presses the button; a decision that needs its reason asks for it first, and is given back for Control + Enter there.
 * @param {HTMLElement[]} rows
 * @param {number} place
 * @param {string} decision
 * @returns {(() => void) | null}
 */
const decide = (rows, place, decision) => {
  const button = document.querySelector(`button[name="decision"][value="${decision}"]`);
  const reason = document.getElementById("reason");
  if (!(button instanceof HTMLButtonElement) || !(reason instanceof HTMLTextAreaElement)) return null;
  const inHand = rows[place];
  const isTicked = () => rows.some((row) => boxOf(row)?.checked);
  if (inHand && !isTicked()) boxOf(inHand)?.click();
  if (!isTicked()) return null;
  const press = () => {
    sessionStorage.setItem(PLACE, String(place));
    button.click();
  };
  if (decision === "approve" || reason.value.trim()) {
    press();
    return null;
  }
  reason.focus();
  return press;
};
