import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const script = 'export {};\n';

/** What stands in for a built user interface: names as Vite gives them, next to nothing in them. */
export const makeWebFolder = async (folder: string): Promise<string> => {
  const manifest = {
    'src/main.tsx': { file: 'main-abcd1234.js', src: 'src/main.tsx', css: ['main-abcd1234.css'] },
    'src/print.ts': { file: 'print-abcd1234.js', src: 'src/print.ts' },
    'src/room/room.ts': { file: 'room-abcd1234.js', src: 'src/room/room.ts' },
    'src/styles/pages.css': { file: 'pages-abcd1234.css', src: 'src/styles/pages.css' },
  };
  await mkdir(join(folder, '.vite'), { recursive: true });
  await writeFile(join(folder, '.vite/manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'main-abcd1234.js'), script);
  await writeFile(join(folder, 'main-abcd1234.js.br'), brotliCompressSync(script));
  await writeFile(join(folder, 'main-abcd1234.js.gz'), gzipSync(script));
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
  return folder;
};
