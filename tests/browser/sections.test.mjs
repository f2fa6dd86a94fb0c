// Every section, on a desk and on a phone, light and dark: it is drawn, says
// its answer first, fits, complains of nothing and is accessible.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open, settled } from "./support/browser.mjs";
import { look, views } from "./support/look.mjs";
import { site } from "./support/site.mjs";

const here = site();

const sections = {
  today: ".tile, .empty",
  timeline: ".chart canvas, .empty",
  hypotheses: ".idea, .empty",
  experiments: ".trial, .empty",
  knowledge: ".graph .edge, .empty",
  ask: ".composer",
  live: ".way",
  settings: ".stages li",
};

for (const [name, drawn] of Object.entries(sections))
  for (const view of views)
    test(`${name}, ${view.name}`, () => look(here, name, drawn, view));

test("nothing is fetched from another host", async () => {
  const { page, context } = await open(here.browser, here.url, "settings");
  const hosts = new Set();
  page.on("request", r => hosts.add(new URL(r.url()).host));
  for (const name of Object.keys(sections)) {
    await page.goto(`${here.url}/#/${name}`);
    await page.locator(`main[data-section=${name}]`).waitFor();
    await settled(page);
  }
  await context.close();
  assert.deepEqual([...hosts], [new URL(here.url).host]);
});

test("the first screen with data is there within a second", async () => {
  const { page, context } = await open(here.browser, here.url, "today");
  await page.locator(".tile, .empty").first().waitFor();
  const ms = await page.evaluate(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return paint.startTime;
  });
  await context.close();
  assert.ok(ms < 1000, `first paint after ${Math.round(ms)} ms`);
});
