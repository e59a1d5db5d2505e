import fc from 'fast-check';
import { expect, it } from 'vitest';

import {
  crlsWith,
  lookAlikeRules,
  lookAlikeTrust,
  makeCard,
  makeCrl,
  nextSerial,
  now,
  siths,
} from '../test-support/siths-look-alike.ts';
import { pem } from '../test-support/certificate-authority.ts';
import { checkCertificate, checkPath, type CardTrust } from './check-certificate.ts';
import { certificateRefusals } from './reasons.ts';

const trust = lookAlikeTrust();
const card = makeCard();

const isRefused = (file: Uint8Array, known: CardTrust = trust): boolean => {
  const verdict = checkCertificate(file, known, lookAlikeRules, now);
  const path = checkPath(file, known, now);
  return !verdict.accepted && verdict.reason in certificateRefusals && !path.accepted;
};

const mutation = (length: number) =>
  fc.array(fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });

const mutated = (der: Uint8Array, changes: readonly (readonly [number, number])[]): Buffer => {
  const copy = Buffer.from(der);
  for (const [at, mask] of changes) copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
};

it('random bytes are refused with a reason, whether DER or PEM', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      expect([isRefused(bytes), isRefused(pem(bytes))]).toEqual([true, true]);
    }),
    { numRuns: 200 },
  );
});

it('a card with any other bytes is refused with a reason', () => {
  fc.assert(
    fc.property(mutation(card.byteLength), (changes) => {
      const other = mutated(card, changes);
      expect(isRefused(other)).toBe(!other.equals(card));
    }),
    { numRuns: 300 },
  );
});

it('a revoked card is refused whatever happens to the CRL', () => {
  const serial = nextSerial();
  const revoked = makeCard(siths.hsa3, { serial });
  const crl = makeCrl(siths.hsa3, { revoked: [{ serial }] });
  fc.assert(
    fc.property(mutation(crl.byteLength), (changes) => {
      const known = lookAlikeTrust({ crls: crlsWith(siths.hsa3, mutated(crl, changes)) });
      expect(isRefused(revoked, known)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('an issuer with any other bytes is no issuer', () => {
  const { der } = siths.hsa3;
  fc.assert(
    fc.property(mutation(der.byteLength), (changes) => {
      const other = mutated(der, changes);
      expect(isRefused(card, lookAlikeTrust({ intermediates: [other] }))).toBe(!other.equals(der));
    }),
    { numRuns: 100 },
  );
});
