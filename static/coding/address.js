// @ts-check
/** The address of a passage, to be pasted into a memo or a message: it leads those who may read the study to the words. */
import { say, toast } from "../js/toast.js";
import { copy } from "./copying.js";
import { ask } from "./requests.js";
import { word } from "./words.js";

/** @param {import("./naming.js").Screen} screen @param {import("./marks.js").Mark} mark */
export const copyAddress = async (screen, mark) => {
  const { status, body } = await ask("GET", `${screen.api}${mark.kind}s/${mark.id}/`).catch(() => ({ status: 0, body: null }));
  if (status !== 200) return toast(word("no_address"));
  await copy(new URL(`${screen.passages}${body.passage}/`, location.href).href);
  say(word("address_copied"));
};
