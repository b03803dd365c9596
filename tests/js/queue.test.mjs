import assert from "node:assert/strict";
import test from "node:test";
import { judge, pause, Queue } from "../../static/coding/queue.js";

const ok = { status: 201, body: { id: "1" } };

test("only an answer in JSON, or a bare 204, counts as stored", () => {
  const verdicts = [
    [ok, "done"], [{ status: 200, body: {} }, "done"], [{ status: 204, body: null }, "done"],
    [{ status: 200, body: null }, "retry"], [{ status: 0, body: null }, "retry"], [{ status: 503, body: null }, "retry"],
    [{ status: 500, body: {} }, "retry"], [{ status: 429, body: {} }, "retry"], [{ status: 401, body: {} }, "signed-out"],
    [{ status: 400, body: {} }, "refused"], [{ status: 409, body: {} }, "refused"], [{ status: 404, body: null }, "retry"],
  ];
  for (const [answer, verdict] of verdicts) assert.equal(judge(answer), verdict);
});

test("the pause doubles, up to a quarter of a minute", () => {
  assert.deepEqual([1, 2, 3, 9].map(pause), [500, 1000, 2000, 15000]);
});

test("acts are sent one by one in their order, each until it is answered", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  const states = [];
  const queue = new Queue((state) => states.push(state));
  const act = (name, answers) => ({
    send: async () => { sent.push(name); return answers.shift(); },
    done: () => sent.push(`${name} done`),
    refused: () => sent.push(`${name} refused`),
  });
  queue.push(act("a", [{ status: 0, body: null }, { status: 503, body: null }, ok]));
  queue.push(act("b", [{ status: 409, body: { detail: "no" } }]));
  await settle();
  assert.deepEqual(sent, ["a"]);
  assert.equal(states.at(-1).isOffline, true);
  assert.equal(states.at(-1).waiting, 2);

  for (const _ of [1, 2]) {
    t.mock.timers.tick(5000);
    await settle();
  }

  assert.deepEqual(sent, ["a", "a", "a", "a done", "b", "b refused"]);
  assert.deepEqual(states.at(-1), { waiting: 0, isOffline: false, isSignedOut: false, isFull: false, refusals: ["no"] });
});

test("an answer about another row than the one that was sent stores nothing", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const states = [];
  const queue = new Queue((state) => states.push(state));
  const answers = [{ status: 200, body: { id: "other" } }, { status: 201, body: { id: "mine" } }];
  const request = { method: "POST", url: "/", body: { id: "mine" }, about: "mine" };

  queue.push({ send: async () => answers.shift(), request, done: () => {}, refused: () => {} });
  await settle();
  assert.equal(states.at(-1).waiting, 1);
  t.mock.timers.tick(5000);
  await settle();

  assert.deepEqual([states.at(-1).waiting, queue.stored], [0, 1]);
});

const settle = async () => { for (let n = 0; n < 20; n += 1) await Promise.resolve(); };

test("where a backup was restored, what waits and what was stored since its moment are decided on by who did it", async () => {
  const queue = new Queue(() => {});
  const epochs = [];
  queue.onSetBack = ({ epoch }) => epochs.push(epoch);
  const shown = [];
  const act = (name, answer) => ({
    send: async () => answer,
    request: { method: "PATCH", url: "/", body: {}, about: name },
    done: () => {},
    refused: () => shown.push(name),
  });
  const restored = { status: 409, body: { code: "restored", detail: "set back", current: { epoch: "e", made_at: new Date().toISOString() } } };

  queue.push(act("long stored", { status: 200, body: {} }));
  queue.push(act("just stored", { status: 200, body: {} }));
  await settle();
  queue.latest[0].at -= 3_600_000;
  queue.push(act("sent", restored));
  queue.push(act("waiting", { status: 200, body: {} }));
  await settle();

  assert.deepEqual(shown, ["just stored", "sent", "waiting"]);
  assert.deepEqual(queue.refused.map(({ reason }) => reason), ["set back", "set back", "set back"]);
  assert.deepEqual([queue.acts.length, queue.stored, epochs], [0, 2, ["e"]]);
});
