// How a section is looked at: it is drawn, fits, complains of nothing and is
// accessible. Writes a picture of it when `AUREN_SCREENSHOTS` names a folder.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { desktop, open, phone, settled } from "./browser.mjs";

const axe = await readFile(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** Desk and phone, light and dark. */
export const views = [desktop, phone].flatMap(size =>
  [false, true].map(dark => ({
    size,
    dark,
    scale: size === phone ? 2 : 1,
    name: `${size === phone ? "phone" : "desktop"}-${dark ? "dark" : "light"}`,
  })),
);

/** Writes what the page shows, only if somebody asked for pictures. */
export async function picture(page, name, options = {}) {
  const folder = process.env.AUREN_SCREENSHOTS;
  if (!folder) return;
  // As high as the page, or what sticks to the screen lies on its middle.
  const { width, height } = page.viewportSize();
  const whole = await page.evaluate(() => document.body.scrollHeight);
  if (options.fullPage)
    await page.setViewportSize({ width, height: Math.max(height, whole) });
  const path = join(folder, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, ...options });
}

/** Rules of axe that the page breaks, with the first place of each. */
export async function broken(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    });
    return found.violations.map(v => `${v.id}: ${v.nodes[0].html}`);
  });
}

/** What must be true of any section; `act` does something on it before. */
export async function look(here, path, drawn, view, act = async () => {}) {
  const { page, context, complaints } = await open(
    here.browser,
    here.url,
    path,
    view,
  );
  await page.locator(drawn).first().waitFor();
  await act(page);
  await settled(page);
  const name = path.replace(/\/.+/, "-one");
  await picture(page, `${here.kind}/${name}-${view.name}`, { fullPage: true });
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - innerWidth,
  );
  const current = await page.locator("nav [aria-current=page]").count();
  const text = await page.locator("main").innerText();
  const rules = await broken(page);
  await context.close();
  assert.deepEqual(complaints, []);
  assert.equal(current, 1, "the section is marked in the navigation");
  assert.ok(wide <= 0, `${wide} pixels too wide`);
  assert.deepEqual(rules, []);
  return text;
}
