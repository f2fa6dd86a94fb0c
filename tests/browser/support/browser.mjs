// A browser with a new, empty profile, and pages that note every complaint.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** Starts Chromium; `close` ends it and removes its profile. */
export async function launch() {
  const profile = await mkdtemp(join(tmpdir(), "auren-browser-"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...args, `--crash-dumps-dir=${profile}`],
  });
  const close = async () => {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { browser, close };
}

/** What a page must not say, however small: errors and refused content. */
function listen(page, complaints) {
  page.on("console", message => {
    const text = message.text();
    // The browser's own word on a socket that a test has cut.
    if (/WebSocket connection|ERR_CONNECTION|net::ERR_/.test(text)) return;
    if (message.type() === "error" || /Content Security|Trusted/.test(text))
      complaints.push(text);
  });
  page.on("pageerror", error => complaints.push(String(error)));
}

/**
 * Opens `path` in a context of its own. `complaints` fills with console
 * errors, uncaught errors and violations of the content security policy.
 */
export async function open(browser, url, path, options = {}) {
  const { size = desktop, dark = false, settings } = options;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    deviceScaleFactor: options.scale ?? 1,
    hasTouch: size === phone,
    isMobile: size === phone,
  });
  const complaints = [];
  if (settings)
    await context.addInitScript(
      text => localStorage.setItem("auren.settings", text),
      JSON.stringify(settings),
    );
  const page = await context.newPage();
  requests.set(page, count(page));
  listen(page, complaints);
  await page.goto(`${url}/#/${path}`);
  await page.locator("main h1").first().waitFor();
  return { page, context, complaints };
}

/** Counts what a page has asked for and not yet got. */
function count(page) {
  const open = new Set();
  page.on("request", r => open.add(r));
  for (const end of ["requestfinished", "requestfailed"])
    page.on(end, r => open.delete(r));
  return open;
}

const requests = new WeakMap();

/** Waits until nothing is being read, and what came is drawn. */
export async function settled(page) {
  await page.waitForFunction(
    () =>
      document.querySelectorAll(".skeleton").length === 0 &&
      document.fonts.status === "loaded",
  );
  const open = requests.get(page);
  for (const request of open) await request.response();
  await page.evaluate(
    () =>
      new Promise(done =>
        requestAnimationFrame(() => requestAnimationFrame(done)),
      ),
  );
  if (open.size > 0) await settled(page);
}
