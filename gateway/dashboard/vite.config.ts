import { defineConfig } from "vitest/config";

/** A node for `npm run dev`; the built dashboard is served by its node. */
const node = "http://127.0.0.1:8080";

/**
 * Names are stable, since the node serves them with an ETag; nothing is
 * inlined, since the content security policy allows no inline parts.
 */
export default defineConfig({
  base: "./",
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2021",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        entryFileNames: "assets/app.js",
        chunkFileNames: chunk => {
          const folder = chunk.facadeModuleId?.split("/").at(-2);
          return `assets/${folder ?? "[name]"}.js`;
        },
        assetFileNames: "assets/[name][extname]",
      },
    },
  },
  server: { proxy: { "/api": { target: node, ws: true } } },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
