import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Tool = 'tiffcp' | 'pdftoppm' | 'pdfimages';

/**
 * Runs one of the tools by which the tests judge (libtiff's and poppler's) on files in a folder that
 * is gone afterwards, and returns what it wrote into the file `output`.
 */
export function runTool(
  tool: Tool,
  args: readonly string[],
  files: Readonly<Record<string, Uint8Array>>,
  output: string,
): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'fax-document-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    execFileSync(tool, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    return readFileSync(join(folder, output));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${tool} is missing: apt-get install libtiff-tools poppler-utils`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A TIFF as libtiff writes it with other options (`-c g4 -f msb2lsb` …). */
export function tiffcp(tiff: Uint8Array, ...options: string[]): Buffer {
  return runTool('tiffcp', [...options, 'in.tif', 'out.tif'], { 'in.tif': tiff }, 'out.tif');
}
