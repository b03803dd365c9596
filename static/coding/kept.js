// @ts-check
/**
 * Keeps what is not sent yet on the device, so that a browser that dies loses nothing. It holds ids, offsets and the
 * codes' ids, never words of the text; memos and replies are words, so they stay in memory.
 *
 * Each page holds a lock of its own for as long as it lives. What a dead page left is taken over by the next one.
 */
import { newId } from "./words.js";

/** @typedef {{method: string, url: string, body: any, about: string, transcript?: string, start?: number, end?: number}} Request */
/** @typedef {Request & {seq?: number, page: string, who: string, epoch?: string, refused?: string}} Kept */

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const open = async () => {
  const opening = indexedDB.open("coprod", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("acts", { keyPath: "seq", autoIncrement: true });
  return answered(opening);
};

export class Keeper {
  /** It keeps nothing where the browser does not let it. @param {string} who the account: nobody sends the acts of another @param {string} epoch that of the server's memory */
  constructor(who, epoch) {
    this.who = who;
    this.epoch = epoch;
    this.cannot = () => {};
    this.page = newId();
    const isPossible = "indexedDB" in globalThis && "locks" in navigator;
    /** @type {Promise<IDBDatabase | null>} */
    this.opening = isPossible ? open().catch(() => null) : Promise.resolve(null);
    if (isPossible) void navigator.locks.request(this.lock(this.page), () => new Promise(() => {}));
  }

  /** @param {string} page */
  lock(page) { return `coprod-page-${page}`; }

  /** @param {IDBTransactionMode} mode */
  async acts(mode) {
    return (await this.opening)?.transaction("acts", mode, { durability: "strict" }).objectStore("acts");
  }

  /** Keep a request until it is forgotten; resolves with its number. @param {Request} request @returns {Promise<number | null>} */
  async keep({ method, url, body, about, transcript, start, end }) {
    const kept = { method, url, body, about, transcript, start, end, page: this.page, who: this.who, epoch: this.epoch };
    const seq = await this.acts("readwrite").then((acts) => acts && answered(acts.add(kept))).catch(() => undefined);
    if (seq === undefined) this.cannot();
    return seq === undefined ? null : Number(seq);
  }

  /** Tell when this browser turns out to keep nothing. @param {() => void} tell */
  onCannot(tell) {
    this.cannot = tell;
    void this.opening.then((database) => { if (!database) tell(); });
  }

  /** What was kept has been refused: it stays, with the reason, until someone decides. @param {Promise<number | null>} keeping @param {string} reason */
  async refuse(keeping, reason) {
    const seq = await keeping;
    const acts = seq === null ? undefined : await this.acts("readwrite");
    if (acts) acts.get(/** @type {number} */ (seq)).onsuccess = (event) => {
      const kept = /** @type {IDBRequest<Kept>} */ (event.target).result;
      if (kept) acts.put({ ...kept, refused: reason });
    };
  }

  /** @returns {Promise<Kept[]>} */
  async mine() {
    const acts = await this.acts("readonly");
    const all = acts ? /** @type {Kept[]} */ (await answered(acts.getAll()).catch(() => [])) : [];
    return all.filter(({ who, page }) => who === this.who && page !== this.page);
  }

  /** What was refused to this account and nobody has decided on. @returns {Promise<Kept[]>} */
  async refusals() { return (await this.mine()).filter(({ refused }) => refused !== undefined); }

  /** @param {Promise<number | null>} keeping */
  async forget(keeping) {
    const seq = await keeping;
    if (seq !== null) (await this.acts("readwrite"))?.delete(seq);
  }

  /** What pages of this account left when they died, in its order; it is this page's from now on. What is of another epoch is refused for that reason. @param {string} reason @returns {Promise<Kept[]>} */
  async inherit(reason) {
    const mine = (await this.mine()).filter(({ refused }) => refused === undefined);
    const dead = new Set();
    for (const page of new Set(mine.map((kept) => kept.page))) {
      await navigator.locks.request(this.lock(page), { ifAvailable: true }, (lock) => { if (lock) dead.add(page); });
    }
    const left = mine.filter(({ page }) => dead.has(page));
    const isOurs = (/** @type {Kept} */ { epoch = "" }) => epoch === this.epoch;
    for (const kept of left) (await this.acts("readwrite"))?.put(isOurs(kept) ? { ...kept, page: this.page } : { ...kept, refused: reason });
    return left.filter(isOurs);
  }
}
