import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs by the Debian package that has them. */
const PACKAGES = {
  tiffcp: 'libtiff-tools',
  pdftoppm: 'poppler-utils',
  pdfimages: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  qpdf: 'qpdf',
  gs: 'ghostscript',
  tiffcheck: 'hylafax-server',
} as const;

type Tool = keyof typeof PACKAGES;

/**
 * Runs one of the tools by which the tests judge (libtiff's, poppler's, qpdf, Ghostscript, HylaFAX's) on files
 * in a folder that is gone afterwards, and returns what it wrote into the file `output`.
 */
export function runTool(
  tool: Tool,
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array>>,
  output: string,
): Buffer {
  return inFolder(files, (folder) => {
    run(tool, args, folder);
    return readFileSync(join(folder, output));
  });
}

/** Runs one of the tools likewise, and returns what it printed. */
export function askTool(
  tool: Tool,
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array>>,
): string {
  return inFolder(files, (folder) => run(tool, args, folder).toString());
}

function run(tool: Tool, args: readonly string[], folder: string): Buffer {
  try {
    return execFileSync(tool, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${tool} is missing: apt-get install ${PACKAGES[tool]}`, { cause: error });
    }
    throw error;
  }
}

function inFolder<T>(files: Readonly<Record<string, Uint8Array>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'fax-document-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A TIFF as libtiff writes it with other options (`-c g4 -f msb2lsb` …). */
export function tiffcp(tiff: Uint8Array, ...options: string[]): Buffer {
  return runTool('tiffcp', [...options, 'in.tif', 'out.tif'], { 'in.tif': tiff }, 'out.tif');
}
