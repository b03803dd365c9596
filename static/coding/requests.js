// @ts-check
/** Requests to the API, as the person who is signed in. */

/** @typedef {import("./queue.js").Answer} Answer */

/** The token against forged requests: of the cookie, which a new sign-in renews, else of the page. */
const token = () => {
  const cookie = document.cookie.match(/(?:^|; )(?:coprod_csrf|__Host-csrf)=([^;]+)/)?.[1];
  return cookie ?? JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
};

/** Sent with every request: another account that signs in meanwhile does not send these as its own. */
let actingAs = "";
/** And what was done before a backup was restored is not stored as if it had been done since. */
let epoch = "";

/** @param {string} who */
export const actAs = (who) => { actingAs = who; };

/** @param {string} which */
export const belongTo = (which) => { epoch = which; };

/** @param {string} method @param {string} url @param {object} [body] @param {boolean} [isUnattended] nobody has done anything: it keeps nobody signed in @returns {Promise<Answer>} */
export const ask = async (method, url, body, isUnattended = false) => {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "X-CSRFToken": token(), "X-Acting-As": actingAs, "X-Epoch": epoch };
  if (isUnattended) headers["X-Unattended"] = "yes";
  if (body) headers["Content-Type"] = "application/json";
  if (method === "PATCH" || method === "DELETE") headers["If-Match"] = "*";
  const signal = AbortSignal.timeout(20_000);
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body), signal, credentials: "same-origin" });
  const isJson = /json/.test(answer.headers.get("Content-Type") ?? "");
  return { status: answer.status, body: isJson ? await answer.json() : null };
};
