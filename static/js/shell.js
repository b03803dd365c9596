// @ts-check
/** What a page asks for that has no module of its own. */
import { followPage } from "./page.js";

followPage();
