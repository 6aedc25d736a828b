import { defineConfig } from 'vite';

/** Builds the page of the console into the package: who installs it needs no build tool. */
export default defineConfig({
  root: 'page',
  // Files are found wherever the console is mounted.
  base: './',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the page allows no inline code, and no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
