// @ts-check
/** The coding screen: joins the text, what is selected in it, what is coded on it, and what its keys do. */
import { Cards } from "./cards.js";
import { Acts } from "./acts.js";
import { fillChoices } from "./choices.js";
import { complete } from "../js/completing.js";
import { followPage } from "../js/page.js";
import { LinkDialog, MemoDialog } from "./asking.js";
import { Filters, keptChoice } from "./filters.js";
import { furnishGestures } from "./furnishing.js";
import { Gestures } from "./gestures.js";
import { Highlights } from "./highlights.js";
import { idle } from "./idle.js";
import { Keeper } from "./kept.js";
import { ownKeys } from "./kept_keys.js";
import { Keys } from "./keys.js";
import { takeOver } from "./leftover.js";
import { followSignOut } from "./leaving.js";
import { MarginList } from "./list.js";
import { Live } from "./live.js";
import { Naming } from "./naming.js";
import { Others, turnInView } from "./others.js";
import { followPrint } from "./printing.js";
import { furnishPlayer } from "./player.js";
import { Picker } from "./picker.js";
import { Queue } from "./queue.js";
import { Refused } from "./refused.js";
import { actAs, belongTo } from "./requests.js";
import { SavedState } from "./saved.js";
import { Selected } from "./selection.js";
import { followRecent } from "./recent.js";
import { followSides } from "./sides.js";
import { Store } from "./store.js";
import { Stripes } from "./stripes.js";
import { SetText } from "./text.js";
import { Thread } from "./thread.js";
import { learn, readJson, word } from "./words.js";

/** @typedef {import("./naming.js").Screen} Screen */

/** Paint what changed once a frame, however many changes there were, and what was painted meanwhile not again. @param {(numbers: number[]) => void} paint */
const onceAFrame = (paint) => {
  /** @type {Set<number>} */
  const waiting = new Set();
  let isAsked = false;
  const now = (/** @type {Iterable<number>} */ numbers) => {
    const all = [...numbers];
    for (const number of all) waiting.delete(number);
    paint(all);
  };
  const soon = (/** @type {Iterable<number>} */ numbers) => {
    for (const number of numbers) waiting.add(number);
    if (!isAsked) requestAnimationFrame(() => { isAsked = false; now(waiting); });
    isAsked = true;
  };
  return { now, soon };
};

/** Do it the first time only. @param {() => void} work */
const once = (work) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
};

/** @param {Screen} screen @param {import("./kept.js").Keeper} keeper */
export const startPane = (screen, keeper) => {
  const root = /** @type {HTMLElement} */ (document.querySelector("[data-text]"));
  const text = new SetText(root, screen.lines, screen.turns);
  const store = new Store(text.turns);
  const naming = new Naming(screen);
  const selected = new Selected(text, screen.language);
  const highlights = new Highlights(text, store, (mark) => naming.hue(mark));
  const queue = new Queue((state) => saved.show(state), keeper);
  const saved = new SavedState(() => queue.wake(), () => refused.open());
  const acts = new Acts(store, queue, screen);
  const refused = new Refused(queue, acts, text, naming);
  const gestures = new Gestures({
    screen, text, store, naming, selected, highlights, acts,
    keys: new Keys(screen),
    picker: new Picker(screen.codes),
    link: new LinkDialog(new Set(screen.forms.filter((form) => form.general).map((form) => form.id))),
    memo: new MemoDialog(),
  });
  const stripes = new Stripes(text, store, (mark) => naming.look(mark), (mark, event) => (event.ctrlKey || event.metaKey ? gestures.choose(mark) : gestures.take(mark)));
  gestures.stripes = stripes;
  const thread = new Thread(naming, queue);
  acts.named = (mark) => `${naming.key(mark)}, ${naming.lines(text.linesOf(mark))}`;
  acts.heard = (id) => { thread.forget(id); gestures.showSoon(); };
  addEventListener("online", () => queue.wake());
  saved.show({ waiting: 0, isOffline: false, isSignedOut: false, isFull: false, refusals: [] });
  keeper.onCannot(() => saved.sayItCannotKeep());

  /** @type {Set<number>} the turns near the window: all that is painted */
  const near = new Set();
  const paint = onceAFrame((numbers) => {
    const shown = numbers.filter((number) => near.has(number));
    for (const number of shown) highlights.paint(number);
    stripes.draw(shown);
  });
  store.onChange((numbers) => paint.soon(numbers));
  const show = () => text.watch((came, went) => {
    for (const number of went) { near.delete(number); highlights.clear(number); stripes.clear(number); }
    for (const number of came) near.add(number);
    paint.now(came);
  });
  naming.onLearn(() => { paint.soon(near); gestures.showSoon(); });
  let width = 0; // asked for when it is known anyway
  new ResizeObserver(() => {
    if (width && root.clientWidth !== width) paint.soon(near);
    width = root.clientWidth;
  }).observe(root);
  document.fonts.addEventListener("loadingdone", () => paint.soon(near)); // another face, other lines
  followSides(naming, gestures, queue);
  followSignOut(queue);
  const isFiltered = Object.values(keptChoice(screen)).some(Boolean);
  if (isFiltered) new Filters(naming, store); // what is not shown must not be seen for a moment either

  /** Sets up what the first words are read without: when the browser rests, or with the first key. */
  gestures.furnish = once(() => {
    gestures.parts.keys.use(ownKeys(screen)); // the first thing that is asked of the disk takes its time
    gestures.cards = new Cards(naming, store, gestures, thread);
    store.onChange(() => gestures.showSoon());
    gestures.showSoon();
    complete(document.querySelector("#pane-memo-text"), () => screen.codes.filter((code) => !code.retired).map(({ key, label }) => ({ typed: `#${key}`, label })));
    if (!isFiltered) new Filters(naming, store);
    for (const name of ["actors", "forms", "codes"]) fillChoices(screen, name);
    gestures.list = new MarginList(gestures);
    furnishGestures(gestures);
    furnishPlayer(gestures, screen.recording);
    followRecent(acts, screen.api);
    followPrint(text, stripes, near);
  });
  return { text, store, acts, gestures, naming, queue, refused, show };
};

const start = async () => {
  performance.mark("pane-start");
  learn(readJson("pane-words"));
  const screen = /** @type {Screen} */ (readJson("pane-screen"));
  actAs(screen.me);
  belongTo(screen.epoch);
  const keeper = new Keeper(screen.me, screen.epoch);
  const { text, store, acts, gestures, naming, queue, refused, show } = startPane(screen, keeper);
  const live = new Live(naming, store, queue, acts);
  queue.onSetBack = ({ epoch }) => { keeper.epoch = epoch; belongTo(epoch); void live.readAll(); };
  acts.reread = () => void live.readAll().catch(() => {}); // the news say what is wrong
  live.show(readJson("pane-marks"));
  show();
  document.documentElement.dataset.pane = "ready";
  performance.mark("pane-ready");
  await idle();
  gestures.furnish();
  const others = new Others(naming, text);
  await live.readAll();
  document.documentElement.dataset.marks = "all";
  takeOver(acts, await keeper.inherit(word("set_back")));
  refused.load(await keeper.refusals());
  await gestures.arrive();
  text.layOutInIdleTime();
  live.follow(turnInView, (here) => others.show(here));
};

if (document.getElementById("pane-screen")) {
  followPage();
  start().catch((error) => { /** @type {HTMLElement} */ (document.querySelector("[data-saved-text]")).textContent = error.message; });
}
