// The first day: nothing is known, and every section says so and what helps.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open, settled } from "./support/browser.mjs";
import { picture } from "./support/look.mjs";
import { mockOnly, site } from "./support/site.mjs";

const here = site({ empty: true });

const words = {
  today: "Import a file",
  timeline: "No measures yet.",
  hypotheses: "No hypotheses yet.",
  experiments: "No experiment yet.",
  knowledge: "Nothing is known for sure yet.",
  ask: "Who answers",
  live: "Nothing yet.",
};

for (const [name, said] of Object.entries(words))
  test(`${name} without data`, mockOnly, async () => {
    const { page, context, complaints } = await open(
      here.browser,
      here.url,
      name,
    );
    await page.getByText(said).first().waitFor();
    await settled(page);
    await picture(page, `empty-${name}`);
    assert.deepEqual(complaints, []);
    await context.close();
  });

test("an unknown hypothesis is told as a problem", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "live");
  await page.goto(`${here.url}/#/hypotheses/nothing`);
  await page.getByText("There is no such hypothesis.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Try again" }).isVisible());
  await context.close();
});
