// @ts-check
/**
 * What every page shares. All of it makes a page that works better still: menus that close, dialogs, dropped files,
 * messages with a way back, a form that is sent once.
 */
import { followChoosing } from "./choosing.js";
import { followDialogs } from "./dialogs.js";
import { followDrops } from "./dropzone.js";
import { followMenus } from "./menus.js";
import { followReviewing } from "./reviewing.js";
import { followToasts } from "./toast.js";
import { followTheme } from "./theme.js";

/** A second press on the button of a form under way sends nothing: one intent, one request. */
const sendOnce = () => {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.submitter?.hasAttribute("data-download")) return;  // a file leaves the page as it is, to be sent again
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("form[data-sent] [aria-busy]")) button.removeAttribute("aria-busy");
    for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
  });
};

/** "3 minutes ago" beside the exact time, which stays in the title. */
const tellTime = () => {
  const times = document.querySelectorAll("time[data-relative]");
  if (!times.length) return;
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const steps = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([["minute", 60], ["hour", 3600], ["day", 86400]]);
  for (const node of times) {
    const time = /** @type {HTMLTimeElement} */ (node);
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    const [unit, size] = steps.findLast(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
    if (Math.abs(seconds) > 7 * 86400) continue;
    time.title ||= time.textContent?.trim() ?? "";
    time.textContent = words.format(Math.round(seconds / size), unit);
  }
};

/** Whoever sent a form that was refused lands on the list of what to put right. */
const showErrors = () => {
  const summary = document.querySelector("form[method=post] [data-error-summary], [data-error-summary]:not(form *)");
  if (summary instanceof HTMLElement) summary.focus();
};

/**
 * On a narrow screen the tabs of this page may lie beyond the edge. Their rows are scrolled, and not they into view:
 * from there the way by Tab would begin, past the link that skips to the content.
 */
const showTabs = () => {
  for (const row of document.querySelectorAll(".tabs")) {
    const tab = row.querySelector("[aria-current]")?.getBoundingClientRect(), all = row.getBoundingClientRect();
    if (tab) row.scrollLeft += (tab.left + tab.right - all.left - all.right) / 2;
  }
};

export const followPage = () => {
  followChoosing();
  followDialogs();
  followDrops();
  followMenus();
  followReviewing();
  followTheme();
  followToasts();
  sendOnce();
  requestAnimationFrame(showTabs); // where it stands is known once the page is laid out
  showErrors();
  tellTime();
  document.addEventListener("htmx:afterSettle", () => { showErrors(); tellTime(); });
};
