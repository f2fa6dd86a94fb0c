// What the tests look at: the node at BASE_URL, or a mock node of their own.
import { after, before } from "node:test";

import { launch } from "./browser.mjs";
import { start } from "./mock.mjs";
import { wire } from "./proxy.mjs";

/** For tests that move the node's inside: not on a real one. */
export const mockOnly = process.env.BASE_URL
  ? { skip: "needs the mock node" }
  : {};

/**
 * Sets up browser, node and wire around the tests of a file. The object is
 * filled when the tests run: `url`, `browser`, `wire`, and `node` of a mock.
 */
export function site(options) {
  const here = {};
  before(async () => {
    const given = process.env.BASE_URL;
    const mock = given ? undefined : await start(options);
    const { browser, close } = await launch();
    const between = await wire(given ?? mock.url);
    Object.assign(here, {
      browser,
      wire: between,
      url: between.url,
      node: mock?.node,
      async stop() {
        await close();
        await between.stop();
        await mock?.stop();
      },
    });
  });
  after(() => here.stop?.());
  return here;
}
