import { describe, expect, it } from 'vitest';

import { FAX_DOCUMENT_ERROR_CODES } from '@kuvert/fax-document/errors';

import { convert, type Converted, type Converter } from './converter.ts';

const running = new AbortController().signal;
const document: Converted = { source: 'tiff', pdf: new Uint8Array(), pages: [], truncated: false };

/** Fails with these codes in turn, then converts. */
const converterOf = (
  ...codes: string[]
): Pick<Converter, 'toPdf'> & { readonly asked: () => number } => {
  let asked = 0;
  return {
    asked: () => asked,
    toPdf: async () => {
      const code = codes[asked++];
      if (code !== undefined) throw Object.assign(new Error(code), { code });
      return document;
    },
  };
};

const faultsOfTheEngine = ['engine-unavailable', 'engine-failed'];
const faultsOfTheCaller = ['page-not-found', 'bad-width', 'bad-options'];
const ours = new Set<string>([...faultsOfTheEngine, ...faultsOfTheCaller]);

describe('a document that', () => {
  it('converts is converted', async () => {
    expect(await convert(converterOf(), new Uint8Array(), running)).toEqual({
      kind: 'converted',
      document,
    });
  });

  it.each(FAX_DOCUMENT_ERROR_CODES.filter((code) => !ours.has(code)))(
    'the engine refuses as %s has a reason for people, at the first try',
    async (code) => {
      const converter = converterOf(code);
      expect(await convert(converter, new Uint8Array(), running)).toMatchObject({
        kind: 'refused',
      });
      expect(converter.asked()).toBe(1);
    },
  );

  it('was in an engine that another one broke is tried again', async () => {
    const outcome = await convert(converterOf('engine-failed'), new Uint8Array(), running);
    expect(outcome.kind).toBe('converted');
  });

  it('breaks the engine twice is refused', async () => {
    const converter = converterOf('engine-failed', 'engine-failed');
    expect(await convert(converter, new Uint8Array(), running)).toEqual({
      kind: 'refused',
      reason: 'conversion-failed',
    });
  });

  it('finds no engine waits for one', async () => {
    const outcome = convert(converterOf('engine-unavailable'), new Uint8Array(), running);
    await expect(outcome).rejects.toMatchObject({ code: 'converter-unavailable' });
  });

  it('is told to the engine with what is known of it, at the second try too', async () => {
    const told: unknown[] = [];
    const converter: Pick<Converter, 'toPdf'> = {
      toPdf: async (_, options) => {
        told.push(options?.metadata);
        if (told.length === 1) throw Object.assign(new Error(), { code: 'engine-failed' });
        return document;
      },
    };
    await convert(converter, new Uint8Array(), running, { from: '+4681234567' });
    expect(told).toEqual([{ from: '+4681234567' }, { from: '+4681234567' }]);
  });

  it('is in the engine while we stop is left for the next start', async () => {
    const stopped = AbortSignal.abort();
    const outcome = convert(converterOf('engine-failed'), new Uint8Array(), stopped);
    await expect(outcome).rejects.toMatchObject({ code: 'engine-failed' });
  });
});
