import fc from 'fast-check';
import { expect, it } from 'vitest';

import { expected, responseXml, signXml } from '../test-support/saml-identity-provider.ts';
import { checkSamlResponse } from './check-response.ts';
import { samlRefusals } from './reasons.ts';

const signed = Buffer.from(signXml(responseXml(), 'Response'));

const outcome = async (file: Uint8Array): Promise<string> => {
  const verdict = await checkSamlResponse(file, expected);
  return verdict.accepted || verdict.reason in samlRefusals ? verdict.reason : 'no known reason';
};

it('random bytes and texts are refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 500 }),
        fc.string({ maxLength: 200 }).map((text) => Buffer.from(`<a>${text}</a>`)),
      ),
      async (bytes) => {
        expect(Object.keys(samlRefusals)).toContain(await outcome(bytes));
        const base64 = Buffer.from(bytes).toString('base64');
        expect(Object.keys(samlRefusals)).toContain(await outcome(Buffer.from(base64)));
      },
    ),
    { numRuns: 200 },
  );
});

/** Where the bytes aren't signed: the signature itself, of which SignedInfo alone is. */
const keyInfo = {
  from: signed.indexOf('<ds:KeyInfo>'),
  to: signed.indexOf('</ds:KeyInfo>') + '</ds:KeyInfo>'.length,
};

/** The bytes of the signature: its last character in base64 has bits that are of none of them. */
const signatureOf = (xml: Buffer): Buffer | undefined => {
  const [, base64] = /<ds:SignatureValue>([^<]*)</.exec(xml.toString()) ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
};

/** A second declaration of a prefix that has one: what it is called makes no difference to what was signed. */
const isOfNoMeaning = (at: number): boolean => {
  const from = signed.indexOf('<saml:Assertion xmlns:') + '<saml:Assertion xmlns:'.length;
  return at >= from && at < from + 'saml'.length;
};

it('a signed response with any other byte in it is refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .nat(signed.byteLength - 1)
        .filter((at) => at < keyInfo.from || at >= keyInfo.to)
        .filter((at) => !isOfNoMeaning(at))
        .filter((at) => !/\s/.test(String.fromCharCode(signed[at] ?? 0))),
      fc.integer({ min: 0x21, max: 0x7e }),
      async (at, byte) => {
        const other = Buffer.from(signed);
        other[at] = byte;
        // an apostrophe for a quotation mark and the like change no XML
        fc.pre(!other.equals(signed) && ![0x22, 0x27].includes(byte));
        fc.pre(!signatureOf(other)?.equals(signatureOf(signed) ?? Buffer.of()));
        expect(Object.keys(samlRefusals)).toContain(await outcome(other));
      },
    ),
    { numRuns: 300 },
  );
});

it('a signed response of which a piece is left out or doubled is refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(keyInfo.from - 1),
      fc.integer({ min: 1, max: 400 }),
      fc.boolean(),
      async (at, length, doubled) => {
        const from = doubled ? at : at + length;
        const other = Buffer.concat([
          signed.subarray(0, doubled ? at + length : at),
          signed.subarray(from),
        ]);
        // white space between attributes is no change of the XML
        fc.pre(joined(other) !== joined(signed));
        expect(Object.keys(samlRefusals)).toContain(await outcome(other));
      },
    ),
    { numRuns: 200 },
  );
});

const joined = (xml: Buffer): string => xml.toString().replace(/\s+/g, ' ');
