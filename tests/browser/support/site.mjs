// What the tests look at: the node at BASE_URL, or a mock node of their own.
import { after, before } from "node:test";

import { launch } from "./browser.mjs";
import { start } from "./mock.mjs";
import { wire } from "./proxy.mjs";
import { real } from "./real.mjs";

/** For tests that move the node's inside: not on a real one. */
export const mockOnly = process.env.BASE_URL
  ? { skip: "needs the mock node" }
  : {};

/**
 * Sets up browser, node and wire around the tests of a file. The object is
 * filled when the tests run: `url`, `browser`, `wire`, and `node` of a mock.
 */
export function site(options) {
  return around(async () => {
    if (process.env.BASE_URL)
      return { kind: "given", url: process.env.BASE_URL };
    return { kind: "mock", ...(await start(options)) };
  });
}

/** The same around a real node of the simulated person, as `node`. */
export function realSite() {
  return around(async () => {
    const node = await real();
    return { kind: "real", url: node.url, node, stop: node.stop };
  });
}

function around(begin) {
  const here = {};
  before(async () => {
    const served = await begin();
    const { browser, close } = await launch();
    const between = await wire(served.url);
    Object.assign(here, {
      browser,
      kind: served.kind,
      wire: between,
      url: between.url,
      node: served.node,
      async stop() {
        await close();
        await between.stop();
        await served.stop?.();
      },
    });
  });
  after(() => here.stop?.());
  return here;
}
