// What a person does with experiments, alerts, forecasts and doubts.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open, phone, settled } from "./support/browser.mjs";
import { broken, look, picture, views } from "./support/look.mjs";
import { mockOnly, site } from "./support/site.mjs";

const here = site();

for (const view of views)
  test(
    `an experiment from plan to result, ${view.name}`,
    mockOnly,
    async () => {
      const text = await look(here, "experiments/t3", ".schedule", view);
      for (const said of [/causes sleep to be/, /95 % interval/, /Seed of the/])
        assert.match(text, said);
    },
  );

test(
  "a day is reported, and the running one is stopped",
  mockOnly,
  async () => {
    const { page, context, complaints } = await open(
      here.browser,
      here.url,
      "experiments/t1",
      { size: phone, scale: 2 },
    );
    await page.locator(".instruction").waitFor();
    const done = page.getByRole("button", { name: "I did it" });
    assert.equal(await done.getAttribute("aria-pressed"), "false");
    await done.click();
    await page.locator(".part [aria-pressed=true]").waitFor();
    await page.getByText("Done, said by you").waitFor();
    await settled(page);
    await picture(page, "experiment-running-phone", { fullPage: true });
    await page.getByRole("button", { name: "Stop it" }).click();
    await page.getByRole("button", { name: "Yes" }).click();
    await page.locator(".lead .tag", { hasText: "Stopped" }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  },
);

test("a proposed one begins only after a second word", mockOnly, async () => {
  const { page, context } = await open(
    here.browser,
    here.url,
    "experiments/t2",
  );
  await page.getByRole("button", { name: "Begin it" }).click();
  assert.equal(here.node.findTrial("t2").status, "proposed");
  await page.getByRole("button", { name: "Yes" }).click();
  await page.locator(".lead .tag", { hasText: "Running" }).waitFor();
  assert.equal(here.node.findTrial("t2").status, "running");
  await context.close();
});

test("one's own experiment is planned", mockOnly, async () => {
  const { page, context, complaints } = await open(
    here.browser,
    here.url,
    "experiments",
  );
  await page.getByRole("button", { name: "Plan your own" }).click();
  await page.getByLabel("What you want to try").fill("Magnesium");
  await page.getByLabel("Measured by").selectOption("resting_heart_rate");
  await page.getByLabel("On days “on”").fill("Take the packet");
  await page.getByLabel("On days “off”").fill("Take nothing");
  assert.deepEqual(await broken(page), []);
  await picture(page, "experiment-plan", { fullPage: true });
  await page.getByRole("button", { name: "Plan it" }).click();
  await page.getByText("Planned. It begins when you say so.").waitFor();
  await page.locator(".trial", { hasText: "Magnesium" }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("an alert says why, and what could not look", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "today");
  const alert = page.locator(".alert");
  await alert.getByText("Why?").click();
  await alert.getByText("NightSignal").waitFor();
  await page.getByText("1 could not look").click();
  await page.getByText("no glucose in 14 days").waitFor();
  assert.deepEqual(await broken(page), []);
  await settled(page);
  await picture(page, "alerts", { fullPage: true });
  await context.close();
});

test(
  "the coming days are drawn with what they are worth",
  mockOnly,
  async () => {
    const { page, context, complaints } = await open(
      here.browser,
      here.url,
      "timeline",
    );
    await page.locator(".chart canvas").first().waitFor();
    const ahead = page.getByRole("button", { name: "Next 7 days" });
    await ahead.click();
    await page.getByText("90 % intervals").first().waitFor();
    assert.match(await page.locator(".ahead").first().innerText(), /91 %/);
    await settled(page);
    await picture(page, "forecast", { fullPage: true });
    await ahead.click();
    await page.locator(".ahead").first().waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
    await context.close();
  },
);

test("a doubted value is confirmed, and doubted again", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "timeline");
  await page.getByRole("button", { name: "It is right" }).click();
  await page.getByText("Right after all").waitFor();
  assert.equal(here.node.doubts.open, 0);
  await page.getByRole("button", { name: "Doubt it again" }).click();
  await page.getByRole("button", { name: "It is right" }).waitFor();
  assert.equal(here.node.doubts.open, 1);
  await context.close();
});
