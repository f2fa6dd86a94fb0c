// Every section, on a desk and on a phone, light and dark: it is drawn, says
// its answer first, fits, complains of nothing and is accessible.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import { desktop, open, phone, settled } from "./support/browser.mjs";
import { site } from "./support/site.mjs";

const here = site();
const shots = process.env.SCREENSHOTS ?? ".build/screenshots";
const axe = await readFile(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

const sections = {
  today: ".tile, .empty",
  timeline: ".chart canvas, .empty",
  hypotheses: ".idea, .empty",
  knowledge: ".graph .edge, .empty",
  ask: ".composer",
  live: ".way",
  settings: ".stages li",
};

/** Rules of axe that the page breaks, with the first place of each. */
async function broken(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    });
    return found.violations.map(v => `${v.id}: ${v.nodes[0].html}`);
  });
}

async function look(name, drawn, size, dark) {
  const { page, context, complaints } = await open(
    here.browser,
    here.url,
    name,
    { size, dark, scale: size === phone ? 2 : 1 },
  );
  await page.locator(drawn).first().waitFor();
  await settled(page);
  const kind = `${size === phone ? "phone" : "desktop"}-${dark ? "dark" : "light"}`;
  await page.screenshot({
    path: join(shots, `${name}-${kind}.png`),
    fullPage: true,
  });
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - innerWidth,
  );
  const current = await page.locator("nav [aria-current=page]").count();
  const rules = await broken(page);
  await context.close();
  assert.deepEqual(complaints, []);
  assert.equal(current, 1, "the section is marked in the navigation");
  assert.ok(wide <= 0, `${wide} pixels too wide`);
  assert.deepEqual(rules, []);
}

await mkdir(shots, { recursive: true });
for (const [name, drawn] of Object.entries(sections))
  for (const size of [desktop, phone])
    for (const dark of [false, true]) {
      const kind = `${size === phone ? "phone" : "desk"}, ${dark ? "dark" : "light"}`;
      test(`${name} on a ${kind}`, () => look(name, drawn, size, dark));
    }

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
