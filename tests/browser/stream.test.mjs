// Live means alive: evidence moves by itself, a lost connection is said and
// healed without a reload, and nothing is missed or shown twice.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open } from "./support/browser.mjs";
import { mockOnly, site } from "./support/site.mjs";

const here = site();

async function connected(page) {
  await page.locator(".pulse.open").waitFor();
}

test("new evidence moves its bar without a reload", mockOnly, async () => {
  const { page, context, complaints } = await open(
    here.browser,
    here.url,
    "hypotheses",
  );
  await connected(page);
  const { id, evidence } = here.node.hypotheses.find(
    h => h.status === "testing",
  );
  const card = page.locator(`.idea[data-id="${id}"]`);
  const dot = card.locator(".evidence .dot");
  const before = Number(await dot.getAttribute("cy"));
  const days = evidence.length;
  assert.equal(await card.getAttribute("data-days"), `${days}`);
  here.node.evening();
  await page
    .locator(`.idea[data-id="${id}"][data-days="${days + 1}"]`)
    .waitFor();
  const after = Number(await dot.getAttribute("cy"));
  assert.ok(after < before, "stronger evidence stands higher");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a lost connection is said, and healed", async () => {
  const { page, context } = await open(here.browser, here.url, "today");
  await connected(page);
  await page.evaluate(() => (globalThis.sameVisit = true));
  here.wire.cut();
  await page.getByText("Connection lost.").waitFor();
  assert.equal(await page.locator(".pulse.lost").count(), 1);
  assert.ok(await page.locator("main h1").isVisible(), "what was known stays");
  here.wire.mend();
  await page.getByRole("button", { name: "Try now" }).click();
  await connected(page);
  await page.getByText("Connected again.").waitFor();
  assert.ok(await page.evaluate(() => globalThis.sameVisit), "no reload");
  await context.close();
});

test("it heals by itself, too", async () => {
  const { page, context } = await open(here.browser, here.url, "today");
  await connected(page);
  here.wire.cut();
  await page.locator(".pulse.lost").waitFor();
  here.wire.mend();
  await connected(page);
  await context.close();
});

test("what happened meanwhile comes once and in order", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "live");
  await connected(page);
  const positions = async () => {
    const lines = await page
      .locator(".line")
      .evaluateAll(all => all.map(x => Number(x.dataset.position)));
    return lines.reverse();
  };
  here.wire.cut();
  await page.locator(".pulse.lost").waitFor();
  for (let i = 0; i < 5; i++) here.node.evening();
  here.wire.mend();
  await connected(page);
  const head = here.node.log.head;
  await page.locator(`.line[data-position="${head}"]`).waitFor();
  const shown = await positions();
  const expected = shown.map((_, i) => shown[0] + i);
  assert.deepEqual(shown, expected, "no gap and no repeat");
  await context.close();
});

test("a paused stream stands still and says what waits", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "live");
  await connected(page);
  await page.locator(".line").first().waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  const top = await page.locator(".line").first().getAttribute("data-position");
  here.node.evening();
  await page.getByText("1 new event").waitFor();
  const still = await page.locator(".line").first();
  assert.equal(await still.getAttribute("data-position"), top);
  await page.getByRole("button", { name: "Go on" }).click();
  const head = here.node.log.head;
  await page.locator(`.line[data-position="${head}"]`).waitFor();
  await context.close();
});

test("classes and stages filter what is shown", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "live");
  await page.locator(".line.operational").first().waitFor();
  await page.getByRole("button", { name: "Operational" }).click();
  await page
    .locator(".line.operational")
    .first()
    .waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Operational" }).click();
  await page.getByRole("button", { name: "hypotheses" }).click();
  await page
    .locator(".line .type", { hasText: "journal" })
    .first()
    .waitFor({ state: "detached" });
  assert.ok((await page.locator(".line").count()) > 0);
  await context.close();
});
