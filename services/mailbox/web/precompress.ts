import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Fonts are compressed by themselves. */
const texts = /\.(?:js|css|svg)$/;

/** Puts `.br` and `.gz` beside what is text, so that no server compresses the same file again and again. */
export const precompressed = (): Plugin => ({
  name: 'precompressed',
  writeBundle: async ({ dir = '' }) => {
    const names = (await readdir(dir)).filter((name) => texts.test(name));
    await Promise.all(
      names.map(async (name) => {
        const bytes = await readFile(join(dir, name));
        const sized = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
        await writeFile(join(dir, `${name}.br`), await brotli(bytes, sized));
        await writeFile(join(dir, `${name}.gz`), await zip(bytes, { level: 9 }));
      }),
    );
  },
});
