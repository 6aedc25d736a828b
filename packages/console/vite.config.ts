import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { errorCodesOf } from './page/pages/errors/error-codes.js';

const errorCodes = fileURLToPath(new URL('../../docs/reference/error-codes.md', import.meta.url));

/** Writes the error codes of the documentation into the page, which asks no other machine for them. */
function errorCodesFile(): Plugin {
  return {
    name: 'error-codes',
    buildStart() {
      this.addWatchFile(errorCodes);
    },
    generateBundle() {
      const source = JSON.stringify(errorCodesOf(readFileSync(errorCodes, 'utf8')));
      this.emitFile({ type: 'asset', fileName: 'error-codes.json', source });
    },
  };
}

/** Builds the page of the console into the package: who installs it needs no build tool. */
export default defineConfig({
  root: 'page',
  // Files are found wherever the console is mounted.
  base: './',
  plugins: [errorCodesFile()],
  // Not for development, also where a test builds it: that writes names of files into the page.
  esbuild: { jsx: 'automatic', jsxDev: false, jsxImportSource: 'preact' },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the page allows no inline code, and no data: addresses.
    assetsInlineLimit: 0,
    // One style sheet, and no code that preloads parts of pages: they come from a server nearby.
    cssCodeSplit: false,
    modulePreload: false,
    // Small parts are merged: 36 files of some hundred bytes compress to 82 kB, 27 to 78 kB.
    rollupOptions: { output: { experimentalMinChunkSize: 10_000 } },
  },
});
