import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { SECRET } from '../testing/active-pdfs.ts';
import { allText, byQpdf, soundPages } from '../testing/judge-pdf.ts';
import { encryptedPdf } from '../testing/pdfs.ts';
import { onePage, writeRaw } from '../testing/raw-pdf.ts';
import { takePdf } from './take-pdf.ts';

let pdfium: Pdfium;
beforeAll(async () => {
  pdfium = await loadPdfium();
});

const take = (pdf: Uint8Array) => takePdf(pdfium, pdf, DEFAULT_LIMITS);
const PLAIN = writeRaw({ objects: onePage() });

/** By the key's bits: RC4 40 and 128, AES-128, AES-256. */
const CIPHERS = [
  ['RC4, 40 bits', ['40']],
  ['RC4, 128 bits', ['128', '--use-aes=n']],
  ['AES, 128 bits', ['128', '--use-aes=y']],
  ['AES, 256 bits', ['256']],
  ['AES, 256 bits, by the first draft', ['256', '--force-R5']],
] as const;

const encrypt = (user: string, cipher: readonly string[], pdf: Uint8Array = PLAIN) => {
  const options = ['--allow-weak-crypto', '--encrypt', user, 'owner', ...cipher, '--'];
  return byQpdf(pdf, ...options);
};

describe('a PDF that needs a password is refused by name', () => {
  it.each(CIPHERS)('%s', async (_, cipher) => {
    const locked = encrypt('user', cipher);
    await expect(take(locked)).rejects.toMatchObject({ code: 'encrypted-pdf' });
  });

  it.each(['Standard', 'Unheard'] as const)('by a handler that lies: %s', async (handler) => {
    await expect(take(await encryptedPdf(handler))).rejects.toMatchObject({
      code: 'encrypted-pdf',
    });
  });

  it('when its end, and the key with it, is cut off', async () => {
    const locked = encrypt('', ['128', '--use-aes=y']);
    const cut = locked.subarray(0, locked.indexOf('\nxref\n'));
    await expect(take(cut)).rejects.toMatchObject({ code: 'encrypted-pdf' });
  });

  it('when only an earlier trailer says so', async () => {
    const text = encrypt('user', ['128', '--use-aes=y']).toString('latin1');
    const broken = Buffer.from(`${text}trailer\n<</Size 9/Root 1 0 R>>\n%%EOF\n`, 'latin1');
    await expect(take(broken)).rejects.toMatchObject({ code: 'encrypted-pdf' });
  });
});

describe('a PDF that opens without a password is taken decrypted, and that is said', () => {
  it.each(CIPHERS)('%s', async (_, cipher) => {
    const { pdf, intake } = await take(encrypt('', cipher));
    expect(intake).toEqual({ removed: [], decrypted: true, repaired: false, missingPages: 0 });
    expect(allText(pdf)).toContain('(Sida) Tj');
    expect(allText(pdf)).not.toContain('/Encrypt');
    expect(soundPages(pdf)).toBe(1);
  });

  it('and without what acts', async () => {
    const objects = onePage({ catalog: `/OpenAction<</S/URI/URI(${SECRET})>>` });
    const { pdf, intake } = await take(encrypt('', ['256'], writeRaw({ objects })));
    expect(intake.removed).toEqual([{ kind: 'uri', count: 1 }]);
    expect(allText(pdf)).not.toContain(SECRET);
  });
});
