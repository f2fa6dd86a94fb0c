// The dashboard on a real node: the simulated person's days are lived, tested
// and told by the program itself; every section shows what it answers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open, phone, settled } from "./support/browser.mjs";
import { look, picture, views } from "./support/look.mjs";
import { realSite } from "./support/site.mjs";

const here = realSite();

const asked = async path =>
  (await fetch(`${here.node.url}/api/v1/${path}`)).json();

async function connected(page) {
  await page.locator(".pulse.open").waitFor();
}

/** Positions of the lines of the stream, oldest first. */
const positions = page =>
  page
    .locator(".line")
    .evaluateAll(all => all.map(x => Number(x.dataset.position)).reverse());

/** Writes "name" down as a person does; the form says when it is kept. */
async function writeDown(page, name) {
  await page.goto(`${here.url}/#/today`);
  await page.getByRole("button", { name: "Write something down" }).click();
  await page.getByLabel("What happened").fill(name);
  await page.getByLabel("Note").fill("with friends");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByText(`Kept: ${name}.`).waitFor();
}

test("evidence grows while the days are lived", async () => {
  const { page, context, complaints } = await open(
    here.browser,
    here.url,
    "hypotheses",
  );
  const card = page.locator(".idea[data-days]").first();
  await card.waitFor();
  const id = await card.getAttribute("data-id");
  const days = Number(await card.getAttribute("data-days"));
  await page.waitForFunction(
    ([id, days]) => {
      const now = document.querySelector(`.idea[data-id="${id}"]`);
      return Number(now?.getAttribute("data-days") ?? 0) > days;
    },
    [id, days],
  );
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the life is lived to its end, and kept", async () => {
  await here.node.lived();
  const { insights } = await asked("knowledge");
  assert.ok(insights.length > 0, "something was found");
  await here.node.leave();
  await here.node.serve();
  const again = await asked("knowledge");
  assert.deepEqual(
    again.insights.map(i => i.id),
    insights.map(i => i.id),
  );
});

const drawn = {
  today: ".tile .band",
  timeline: ".chart canvas",
  hypotheses: ".idea .evidence .for",
  experiments: ".trial, .empty",
  knowledge: ".graph .edge[role=button]",
  live: ".line",
  settings: ".stages li",
};

for (const [name, what] of Object.entries(drawn))
  for (const view of views)
    test(`${name}, ${view.name}`, async () => {
      const text = await look(here, name, what, view);
      const raw = text.match(/\b[a-z]+_[a-z_]+\b/g) ?? [];
      const ids = (await asked("metrics")).metrics.map(m => m.metric);
      const shown = raw.filter(word => ids.includes(word));
      assert.deepEqual(shown, [], "metrics are called by their labels");
    });

for (const view of views)
  test(`an answer, ${view.name}`, async () => {
    const act = async page => {
      await page.getByLabel("Your question").fill("What lowers my HRV?");
      await page.keyboard.press("Enter");
      await page.locator(".turn .answer .note").first().waitFor();
    };
    const text = await look(here, "ask", ".composer", view, act);
    assert.match(text, /heart rate variability/i);
    assert.match(text, /Evidence \(\d+\)/);
  });

test("the tiles show what the node measured, against a baseline", async () => {
  const { tiles } = await asked("today");
  const { page, context } = await open(here.browser, here.url, "today");
  await settled(page);
  const labels = await page.locator(".tile h2").allTextContents();
  assert.deepEqual(
    labels,
    tiles.map(t => t.metric.label),
  );
  assert.equal(
    await page.locator(".tile", { hasText: "Your usual:" }).count(),
    tiles.filter(t => t.metric.baseline).length,
  );
  await context.close();
});

test("a hypothesis opens to all days of its evidence", async () => {
  const { hypotheses } = await asked("hypotheses");
  const known = hypotheses.find(h => h.status === "knowledge");
  assert.ok(known.evidence.length >= 5, "its growth survived the restart");
  const path = `hypotheses/${known.id}`;
  for (const view of views) {
    await look(here, path, ".life li", view, async page => {
      const line = page.locator(".evidence.large .for");
      const steps = (await line.getAttribute("d")).match(/[ML]/g);
      assert.equal(steps.length, known.evidence.length);
      const life = await page.locator(".life .tag").allInnerTexts();
      const [promised, known_at] = ["Registered", "Knowledge"].map(x =>
        life.indexOf(x),
      );
      assert.ok(promised >= 0 && known_at > promised, life.join(", "));
    });
  }
});

test("what is known stands in graph and table alike", async () => {
  const { insights } = await asked("knowledge");
  const { page, context } = await open(here.browser, here.url, "knowledge");
  await page.locator(".graph .edge[role=button]").first().waitFor();
  const edges = await page.locator(".graph .edge[role=button]").count();
  assert.equal(edges, insights.length);
  assert.equal(await page.locator("tbody tr").count(), insights.length);
  await context.close();
});

test("what a person writes down is in the stream at once", async () => {
  const live = await open(here.browser, here.url, "live");
  await connected(live.page);
  const { page, context } = await open(here.browser, here.url, "today", {
    size: phone,
  });
  await writeDown(page, "Late meal");
  await live.page.getByText("noted Late meal: with friends").waitFor();
  await page.goto(`${here.url}/#/timeline`);
  await page.locator(".lane-name", { hasText: "Late meal" }).waitFor();
  assert.deepEqual(live.complaints, []);
  await live.context.close();
  await context.close();
});

test("the stream goes on where a killed node left it", async () => {
  const { page, context } = await open(here.browser, here.url, "live");
  await connected(page);
  await page.locator(".line").first().waitFor();
  await page.evaluate(() => (globalThis.sameVisit = true));
  const before = (await positions(page)).at(-1);
  await here.node.kill();
  await page.locator(".pulse.lost").waitFor();
  await page.getByText("Connection lost.").waitFor();
  await here.node.serve();
  await connected(page);
  const other = await open(here.browser, here.url, "today");
  await writeDown(other.page, "Travel");
  await page.getByText("noted Travel").waitFor();
  const now = await positions(page);
  const since = now.slice(now.indexOf(before));
  assert.deepEqual(
    since,
    since.map((_, i) => before + i),
    "no gap and no repeat",
  );
  assert.ok(await page.evaluate(() => globalThis.sameVisit), "no reload");
  await other.context.close();
  await context.close();
});

test("the picture of the README", async () => {
  const { page, context } = await open(here.browser, here.url, "today", {});
  await page.locator(".tile .band").first().waitFor();
  await settled(page);
  assert.ok((await page.locator(".tile").count()) >= 3);
  await picture(page, "screenshot", { fullPage: true });
  await context.close();
});
