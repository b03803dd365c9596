// @ts-check
/** What a coder does, shown at once and sent in its turn. Nothing here waits for the server. */
import { say, toast } from "../js/toast.js";
import { fromRow, JUDGED, memoFromRow, statusAfter } from "./marks.js";
import { ask } from "./requests.js";
import { leave, tellBack } from "./way_back.js";
import { newId, word } from "./words.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./spans.js").Span} Span */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./queue.js").Queue} Queue */
/** @typedef {import("./queue.js").Answer} Answer */

/** @param {any} from @param {string[]} names */
const pick = (from, names) => Object.fromEntries(names.map((name) => [name, from[name]]));

export class Acts {
  /** @param {Store} store @param {Queue} queue @param {{api: string, transcript: string, me: string}} where */
  constructor(store, queue, where) {
    this.store = store;
    this.queue = queue;
    this.where = where;
    this.heard = (/** @type {string} */ _id) => {}; // of a decision or reply
    this.named = (/** @type {Mark} */ _mark) => ""; // its code and its place
    this.reread = () => {}; // everything, as it is now
  }

  /** A new coding or link of one's own, not yet shown. @param {Partial<Mark> & Span & {kind: "coding" | "link"}} said @returns {Mark} */
  made(said) {
    return { in_scope: true, recheck: false, speaker: null, polarity: "enacted", ...said, id: newId(), coder: this.where.me, status: "draft", unsent: true };
  }

  /** Create a coding or link; false where the same stands there already. @param {Partial<Mark> & Span & {kind: "coding" | "link"}} said @returns {[Mark, boolean]} */
  create(said) {
    const mark = this.made(said);
    const twin = this.twin(mark);
    if (twin) say(word("already"));
    if (twin) return [twin, false];
    this.store.put(mark);
    const body = { id: mark.id, transcript: this.where.transcript, start: mark.start, end: mark.end, ...pick(mark, JUDGED[mark.kind]) };
    const refused = (/** @type {Answer} */ answer) => this.show(answer, mark.id);
    this.send("POST", this.address(mark, false), body, { done: (row) => this.settle(row), refused });
    return [mark, true];
  }

  /** @param {Mark} mark */
  twin(mark) {
    const same = ["kind", "start", "end", "coder", "code", "about_actor", "polarity", "from_actor", "to_actor", "form"];
    const equals = (/** @type {any} */ other) => same.every((name) => other[name] === /** @type {any} */ (mark)[name]);
    return this.store.at(mark).find((other) => other.id !== mark.id && equals(other));
  }

  /** @param {Mark} mark @param {Partial<Mark>} changes @returns {Mark | null} the mark as it is now, null where it is not one's own */
  change(mark, changes) {
    if (!this.isOwn(mark)) return null;
    const changed = { ...mark, ...changes, status: statusAfter(mark), unsent: true };
    if (this.twin(changed)) say(word("already"));
    if (this.twin(changed)) return mark;
    this.store.put(changed);
    const refused = (/** @type {Answer} */ answer) => this.show(answer, mark.id, mark);
    const read = "start" in changes || "end" in changes ? { transcript: this.where.transcript } : {};
    this.send("PATCH", this.address(mark), { ...changes, ...read }, { done: (row) => this.settle(row), refused });
    return changed;
  }

  /** @param {Mark} mark @returns {boolean} */
  remove(mark) {
    if (!this.isOwn(mark)) return false;
    this.send("DELETE", this.address(mark), undefined, { done: () => {}, refused: (answer) => this.show(answer, mark.id, mark) });
    this.store.remove(mark.id);
    return true;
  }

  /** @param {string} text @param {string} kind @param {Mark | null} mark @param {Span} span where no mark is in hand */
  memo(text, kind, mark, span) {
    const id = newId();
    const place = mark ? { [mark.kind]: mark.id } : { transcript: this.where.transcript, start: span.start, end: span.end };
    this.store.putMemo({ id, kind, text, author: this.where.me, about: mark?.id ?? "", ...span });
    const refused = () => this.store.putMemo({ id, kind, text, author: "", about: mark?.id ?? "", ...span }, true);
    this.send("POST", `${this.where.api}memos/`, { id, text, kind, ...place }, { done: () => {}, refused });
  }

  /** @param {string} id */
  removeMemo(id) {
    const memo = this.store.memos.get(id);
    if (!memo) return;
    this.store.putMemo(memo, true);
    this.send("DELETE", `${this.where.api}memos/${id}/`, undefined, { done: () => {}, refused: () => this.store.putMemo(memo) });
  }

  /** Undo or redo one's own latest act, whenever it was. @param {"undo" | "redo"} which */
  back(which) {
    /** @type {string | null | undefined} found once, so that trying again undoes nothing else */
    let act;
    const send = async () => {
      if (act === undefined) {
        const next = await ask("GET", `${this.where.api}acts/next/`);
        if (next.status !== 200 || !next.body) return next;
        act = next.body[which]?.id ?? null;
      }
      return act === null ? { status: 200, body: {} } : ask("POST", `${this.where.api}acts/${act}/undo/`, {});
    };
    this.queue.push({ send, done: (body) => this.apply(body, which), refused: () => {} });
  }

  /** Show the rows as an undoing left them. @param {any} told @param {"undo" | "redo"} which */
  apply(told, which) {
    if (!told.verb) return toast(word(`nothing_to_${which}`));
    for (const row of [...told.codings, ...told.links].filter((row) => this.isHere(row))) {
      if (row.trashed_at) this.store.remove(row.id);
      else this.settle(row);
    }
    for (const row of told.memos) this.store.putMemo(memoFromRow(row), Boolean(row.trashed_at));
    const kind = word(told.verb.split(".")[0]);
    const [one, ...others] = [...told.codings, ...told.links];
    const place = !one || others.length ? "" : this.isHere(one) ? this.named(fromRow(one)) : word("elsewhere");
    tellBack(word(which === "undo" ? "undone" : "redone", { what: [kind, place].filter(Boolean).join(" · ") }));
  }

  /** @param {any} row */
  isHere(row) { return row.transcript === this.where.transcript; }

  /** The server's row replaces what was shown, unless more was done to it since. @param {any} row */
  settle(row) {
    if (!this.isWaiting(row.id)) this.store.put(this.onThisText(row));
  }

  /** @param {any} told what the server stored of several at once */
  settleAll({ codings = [], links = [] }) { for (const row of [...codings, ...links]) if (!row.trashed_at) this.settle(row); }

  /** A row as a mark; one that was carried to a newer text than this page shows keeps its place here. @param {any} row @returns {Mark} */
  onThisText(row) {
    const shown = row.transcript === this.where.transcript ? undefined : this.store.marks.get(row.id);
    return { ...fromRow(row), ...(shown && pick(shown, ["start", "end"])) };
  }

  /** @param {string} id */
  isWaiting(id) { return this.queue.acts.some(({ about, request }) => about === id || /** @type {any} */ (request?.body)?.ids?.includes(id)); }

  /** What was before is shown again unless it is gone, and the row as it is now where the refusal brings it. @param {Answer} answer @param {string} id @param {Mark | null} [before] */
  show({ status, body }, id, before = null) {
    if (before && status !== 404 && body?.code !== "deleted") this.store.put(before);
    else this.store.remove(id);
    if (body?.current?.id && !body.current.trashed_at && "start" in body.current) this.store.put(this.onThisText(body.current));
  }

  /** Several are shown as they were before, until it is read anew which of them are still there. @param {Mark[]} before @param {string[]} [born] @param {import("./marks.js").Memo[]} [memos] */
  putBack(before, born = [], memos = []) {
    for (const id of born) this.store.remove(id);
    for (const mark of before) this.store.put({ ...mark, unsent: this.isWaiting(mark.id) });
    for (const memo of memos) this.store.putMemo(memo);
    this.reread();
  }

  /** @param {Mark} mark */
  isOwn(mark) {
    if (mark.coder === this.where.me) return true;
    toast(word("not_yours"));
    return false;
  }

  /** @param {Mark} mark @param {boolean} [one] */
  address(mark, one = true) { return `${this.where.api}${mark.kind}s/${one ? `${mark.id}/` : ""}`; }

  /** @param {string} method @param {string} url @param {object | undefined} body @param {Pick<import("./queue.js").Act, "done" | "refused" | "about" | "keeping" | "isWords">} then */
  send(method, url, body, then) {
    const about = then.about ?? /** @type {any} */ (body)?.id ?? url.split("/").at(-2);
    const { start, end } = { ...this.store.marks.get(about), .../** @type {any} */ (body) };
    const request = { method, url, body, about, start, end, transcript: this.where.transcript };
    const isWords = then.isWords ?? /** @type {any} */ (body)?.text !== undefined;
    const refused = (/** @type {Answer} */ answer) => { leave(); then.refused(answer); }; // it says that it was done
    this.queue.push({ ...then, refused, send: () => ask(method, url, body), request, isWords, about });
  }
}
