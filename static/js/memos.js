// @ts-check
/** The pages of memos: names and codes are completed while one writes. */
import { complete } from "./completing.js";

complete(document.querySelector("textarea[data-mentions]"));
