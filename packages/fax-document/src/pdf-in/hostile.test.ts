import { afterAll, describe, expect, it } from 'vitest';

import { createFaxEngine } from '../engine.ts';
import { HOSTILE_PDFS } from '../testing/hostile-pdfs.ts';

const MiB = 1024 * 1024;

/** What the command line gives its child. */
const engine = createFaxEngine({ processes: 1, timeoutMs: 15_000, maxResidentBytes: 352 * MiB });
afterAll(() => engine.close());

const outcome = (pdf: Uint8Array): Promise<string> =>
  engine.toPdf(pdf).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );

describe('a PDF that was made to cost too much costs little, and is refused by name or taken', () => {
  it.each(HOSTILE_PDFS)('$trick', async ({ pdf, code = 'taken' }) => {
    expect(pdf.length).toBeLessThan(14 * MiB);
    expect(await outcome(pdf)).toBe(code);
  });
});
