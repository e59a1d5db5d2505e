import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails the build when what an entry loads at the start is larger than `limit` bytes of gzip. */
export const initialJavaScriptBudget = (limit: number): Plugin => ({
  name: 'initial-javascript-budget',
  generateBundle(_, bundle) {
    const sizeOf = (file: string, seen: Set<string>): number => {
      const chunk = bundle[file];
      if (chunk?.type !== 'chunk' || seen.has(file)) return 0;
      seen.add(file);
      const imported = chunk.imports.map((other) => sizeOf(other, seen));
      return imported.reduce((sum, size) => sum + size, gzipSync(chunk.code).length);
    };
    for (const [file, chunk] of Object.entries(bundle)) {
      if (chunk.type !== 'chunk' || !chunk.isEntry) continue;
      const size = sizeOf(file, new Set());
      if (size > limit)
        this.error(`${file} starts with ${size} bytes of gzip; ${limit} is the limit`);
    }
  },
});
