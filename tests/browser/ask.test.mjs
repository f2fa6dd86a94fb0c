// Asking: the answer stands on footnotes, dissent and red flags are shown.
import assert from "node:assert/strict";
import { test } from "node:test";

import { open, phone, settled } from "./support/browser.mjs";
import { picture } from "./support/look.mjs";
import { mockOnly, site } from "./support/site.mjs";

const here = site();

async function ask(page, question) {
  await page.getByLabel("Your question").fill(question);
  await page.keyboard.press("Enter");
  await page.locator(".turn .answer").last().waitFor();
}

test("an answer's footnotes open their evidence", async () => {
  const { page, context, complaints } = await open(
    here.browser,
    here.url,
    "ask",
  );
  await ask(page, "How is my heart rate variability this week?");
  await settled(page);
  const note = page.locator(".turn .answer .note").first();
  await note.click();
  const pop = page.locator(".pop:popover-open");
  await pop.waitFor();
  const facts = await pop.locator("dt").allTextContents();
  assert.ok(facts.includes("Window") || facts.includes("Events"), `${facts}`);
  await picture(page, "ask-footnote");
  await page.keyboard.press("Escape");
  await pop.waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
  await context.close();
});

test("who disagrees is shown", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "ask", {
    size: phone,
    scale: 2,
  });
  await ask(page, "What helps my recovery?");
  const dissent = page.locator(".turn").last().locator(".dissent");
  await dissent.waitFor();
  assert.match(await dissent.textContent(), /sees it differently/);
  await settled(page);
  await picture(page, "ask-answer-phone");
  await context.close();
});

test("a red flag stands before the answer", async () => {
  const { page, context } = await open(here.browser, here.url, "ask");
  await ask(page, "I have chest pain and feel faint");
  const answer = page.locator(".turn").last().locator(".answer");
  const first = answer.locator(":scope > *").first();
  assert.equal(await first.getAttribute("role"), "alert");
  await picture(page, "ask-red-flag");
  await context.close();
});

test(
  "feedback is taken, and the answer stays for the next visit",
  mockOnly,
  async () => {
    const { page, context } = await open(here.browser, here.url, "ask");
    await ask(page, "How did I sleep last night?");
    const turn = page.locator(".turn").last();
    await turn.getByRole("button", { name: "Helpful", exact: true }).click();
    await turn.getByText("It is kept with the answer").waitFor();
    await page.reload();
    await page.getByText("How did I sleep last night?").first().waitFor();
    await context.close();
  },
);

test("while they work, their steps are seen", mockOnly, async () => {
  const { page, context } = await open(here.browser, here.url, "ask");
  await page.locator(".pulse.open").waitFor();
  await page.getByLabel("Your question").fill("What moved my sleep?");
  await page.keyboard.press("Enter");
  await page.locator(".thinking li").first().waitFor();
  await page.locator(".turn .answer").last().waitFor();
  await context.close();
});
