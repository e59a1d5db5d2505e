import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { initialJavaScriptBudget } from './budget.ts';
import { withoutOtherLanguages } from './other-languages.ts';
import { precompressed } from './precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Four entries; the server finds their hashed names in `dist/.vite/manifest.json` (see README.md). */
export default defineConfig({
  root: here('.'),
  base: '/assets/',
  // The sources: nothing has to be compiled before the pages are built.
  resolve: {
    alias: [
      { find: /^@kuvert\/shared\/(.+)$/, replacement: here('../../../packages/shared/src/$1.ts') },
    ],
  },
  plugins: [
    withoutOtherLanguages(['sv-SE', 'en-US']),
    react(),
    initialJavaScriptBudget(200_000),
    precompressed(),
  ],
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    assetsDir: '',
    manifest: true,
    // Under `default-src 'none'` a data: URL would be refused.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      input: [
        here('src/main.tsx'),
        here('src/print.ts'),
        here('src/room/room.ts'),
        here('src/styles/pages.css'),
      ],
    },
  },
});
