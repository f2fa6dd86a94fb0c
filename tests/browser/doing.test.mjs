// What a person does: look closer, propose, stop, import, choose how it looks.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open, phone, settled } from "./support/browser.mjs";
import { picture } from "./support/look.mjs";
import { mockOnly, site } from "./support/site.mjs";

const here = site();

test("a hypothesis opens to its whole story", mockOnly, async () => {
  for (const [name, size] of [["desktop"], ["phone", phone]]) {
    const { page, context, complaints } = await open(
      here.browser,
      here.url,
      "hypotheses",
      size && { size, scale: 2 },
    );
    await page.locator(".idea h3 a").first().click();
    await page.locator(".evidence.large").waitFor();
    const text = await page.locator("main").textContent();
    for (const word of ["Registered on", "What would refute it", "against it"])
      assert.ok(text.includes(word), `${word} is told`);
    await settled(page);
    await picture(page, `story-${name}`, { fullPage: true });
    assert.deepEqual(complaints, []);
    await context.close();
  }
});

test("one's own idea is registered", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "hypotheses");
  await page.getByRole("button", { name: "Propose your own" }).click();
  await page.getByLabel("When this goes up").selectOption("steps");
  await page
    .getByRole("combobox", { name: "this goes", exact: true })
    .selectOption("steps");
  await page.getByRole("button", { name: "Register it" }).click();
  await page.getByText("Choose two different measures.").waitFor();
  await page
    .getByRole("combobox", { name: "this goes", exact: true })
    .selectOption("resting_heart_rate");
  await picture(page, "propose");
  await page.getByRole("button", { name: "Register it" }).click();
  await page.getByText("Registered. Tomorrow is its first day.").waitFor();
  const title = "Steps predicts a rise in resting heart rate";
  assert.ok((await page.getByText(title).count()) > 0);
  await context.close();
});

test("a hypothesis is stopped only after a second word", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "hypotheses");
  await page.locator(".idea h3 a").first().click();
  await page.getByRole("button", { name: "Stop following it" }).click();
  await page.getByRole("button", { name: "Yes, stop" }).click();
  await page.locator(".lead .tag", { hasText: "Retired" }).waitFor();
  await context.close();
});

test("a file is imported with its progress", mockOnly, async () => {
  const { page, context, complaints } = await open(
    here.browser,
    here.url,
    "settings",
  );
  await page.locator("input[type=file]").setInputFiles({
    name: "my_whoop_data.zip",
    mimeType: "application/zip",
    buffer: Buffer.alloc(20_000, 1),
  });
  await page.getByText("Done").waitFor();
  const bar = page.getByRole("progressbar");
  assert.equal(await bar.getAttribute("aria-valuenow"), "100");
  await page.getByText("implausible value: 12").waitFor();
  await picture(page, "import");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a chosen theme and units stay after a reload", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "settings");
  await page.getByRole("button", { name: "Dark" }).click();
  await page.getByRole("button", { name: "Imperial" }).click();
  await page.goto(`${here.url}/#/today`);
  await page.reload();
  await page.locator(".tile").first().waitFor();
  const theme = await page.evaluate(
    () => document.documentElement.dataset.theme,
  );
  assert.equal(theme, "dark");
  const tiles = await page.locator(".tiles").textContent();
  assert.ok(tiles.includes("°F"), tiles);
  await context.close();
});

test(
  "a chart is zoomed by dragging, and back by a double click",
  mockOnly,
  async () => {
    const { page, context } = await open(here.browser, here.url, "timeline");
    await settled(page);
    const over = page.locator(".u-over").first();
    const box = await over.boundingBox();
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.4, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
    await page.mouse.up();
    const preset = page.getByRole("button", { name: "90 days" });
    const pressed = value =>
      page.locator(`.segments button[aria-pressed=${value}]`, {
        hasText: "90",
      });
    await pressed("false").waitFor();
    await page.locator(".u-over").first().dblclick();
    await pressed("true").waitFor();
    assert.ok(await preset.isVisible());
    await context.close();
  },
);

test("under the cursor stand value, day and source", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "timeline");
  await settled(page);
  const box = await page.locator(".u-over").first().boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".said")].every(e => e.textContent),
  );
  const said = await page.locator(".said").first().textContent();
  assert.match(said, /min · \d+ \w+.* · whoop/);
  await picture(page, "timeline-cursor");
  await context.close();
});
