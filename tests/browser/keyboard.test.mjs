// Everything can be reached and done without a pointer.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open, settled } from "./support/browser.mjs";
import { mockOnly, site } from "./support/site.mjs";

const here = site();

/** What has the focus, as a short text. */
const focused = page =>
  page.evaluate(() => {
    const e = document.activeElement;
    return e?.getAttribute("aria-label") ?? e?.textContent?.trim() ?? "";
  });

test("Tab reaches the skip link, then every section", async () => {
  const { page, context } = await open(here.browser, here.url, "today");
  const seen = [];
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
  }
  const sections = ["Today", "Timeline", "Hypotheses", "Knowledge", "Ask"];
  assert.equal(seen[0], "Skip to content");
  for (const name of [...sections, "Experiments", "Live", "Settings"])
    assert.ok(seen.includes(name), `${name} is reached`);
  await context.close();
});

test("the skip link goes to the content", async () => {
  const { page, context } = await open(here.browser, here.url, "today");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const id = await page.evaluate(() => document.activeElement?.id);
  assert.equal(id, "main");
  await context.close();
});

test("digits change the section, and its heading has the focus", async () => {
  const { page, context } = await open(here.browser, here.url, "today");
  await page.keyboard.press("8");
  await page.locator("main[data-section=settings] h1").waitFor();
  const tag = await page.evaluate(() => document.activeElement?.tagName);
  assert.equal(tag, "H1");
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement?.id === "question");
  await context.close();
});

test(
  "a why opens by Enter, closes by Escape, and gives the focus back",
  mockOnly,
  async () => {
    const { page, context } = await open(here.browser, here.url, "today");
    const why = page.locator(".tile .why").first();
    await why.focus();
    await page.keyboard.press("Enter");
    const pop = page.locator(".pop:popover-open");
    await pop.waitFor();
    const text = await pop.textContent();
    for (const word of ["Median", "Window", "Baseline", "Source"])
      assert.ok(text.includes(word), `${word} is told`);
    await page.keyboard.press("Escape");
    await pop.waitFor({ state: "detached" });
    assert.ok(await why.evaluate(e => e === document.activeElement));
    await context.close();
  },
);

test("the window of the timeline moves by arrow keys", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "timeline");
  await settled(page);
  const brush = page.getByRole("slider");
  await brush.focus();
  const before = await brush.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(
    was =>
      document
        .querySelector("[role=slider]")
        ?.getAttribute("aria-valuetext") !== was,
    before,
  );
  await context.close();
});

test("an edge of the graph is chosen by Enter", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "knowledge");
  const edges = page.locator(".graph .edge[role=button]");
  await edges.last().waitFor();
  await edges.last().focus();
  await page.keyboard.press("Enter");
  assert.equal(await edges.last().getAttribute("aria-pressed"), "true");
  await context.close();
});
