import { describe, expect, it } from 'vitest';

import { extension, testKey } from '../../test-support/certificate-authority.ts';
import {
  crlsWith,
  lookAlikeTrust,
  makeCa,
  makeCard,
  makeCrl,
  nextSerial,
  now,
  siths,
  type CardChange,
  type TrustChange,
} from '../../test-support/siths-look-alike.ts';
import { checkPath } from '../check-certificate.ts';
import { keyUsageBits } from '../extensions.ts';

const reasonFor = (change: CardChange, trust: TrustChange): string =>
  checkPath(makeCard(siths.hsa3, change), lookAlikeTrust(trust), now).reason;

const crlOf = (
  ...change: Parameters<typeof makeCrl> extends [unknown, ...infer More] ? More : []
) => makeCrl(siths.hsa3, ...change);

const withCrls = (...crls: readonly Buffer[]): TrustChange => ({
  crls: crlsWith(siths.hsa3, ...crls),
});

describe('the scope of a CRL', () => {
  it.each([
    ['people', { onlyUsers: true }, 'accepted'],
    ['CAs', { onlyCas: true }, 'revocation-unknown'],
    ['attribute certificates', { onlyAttributes: true }, 'revocation-unknown'],
    ['everything, though by another issuer as well', { indirect: true }, 'accepted'],
  ])('decides whether it speaks of a card: %s', (_, scope, reason) => {
    const crl = crlOf({ extensions: [extension.scope(scope)] });
    expect(reasonFor({}, withCrls(crl))).toBe(reason);
  });

  it('says nothing of a CA when it is people', () => {
    const crl = makeCrl(siths.root, { extensions: [extension.scope({ onlyUsers: true })] });
    expect(reasonFor({}, { crls: crlsWith(siths.root, crl) })).toBe('revocation-unknown');
  });

  it('may be some of the reasons, and all of them have to be known', () => {
    const some = crlOf({ extensions: [extension.scope({ reasons: [1, 2] })] });
    const others = crlOf({ extensions: [extension.scope({ reasons: [3, 4, 5, 6, 7, 8] })] });
    expect([reasonFor({}, withCrls(some)), reasonFor({}, withCrls(some, others))]).toEqual([
      'revocation-unknown',
      'accepted',
    ]);
  });
});

describe('a delta', () => {
  const base = crlOf({ extensions: [extension.crlNumber(5)] });
  const deltaOf = (number: number, from: number, serial: number, reason: number): Buffer =>
    crlOf({
      revoked: [{ serial, reason }],
      extensions: [extension.crlNumber(number), extension.deltaOf(from)],
    });

  it('lifts the hold of a card', () => {
    const serial = nextSerial();
    const held = crlOf({ revoked: [{ serial, reason: 6 }], extensions: [extension.crlNumber(5)] });
    expect([
      reasonFor({ serial }, withCrls(held)),
      reasonFor({ serial }, withCrls(held, deltaOf(6, 5, serial, 8))),
    ]).toEqual(['revoked', 'accepted']);
  });

  it('lifts nothing when another key signed it', () => {
    const serial = nextSerial();
    const held = crlOf({ revoked: [{ serial, reason: 6 }], extensions: [extension.crlNumber(5)] });
    const forged = crlOf({
      revoked: [{ serial, reason: 8 }],
      extensions: [extension.crlNumber(6), extension.deltaOf(5)],
      signedBy: testKey(),
    });
    expect(reasonFor({ serial }, withCrls(held, forged))).toBe('revoked');
  });

  it('says nothing to a CRL that is older than its base, or as new as itself', () => {
    const serial = nextSerial();
    expect([
      reasonFor({ serial }, withCrls(base, deltaOf(8, 6, serial, 1))),
      reasonFor({ serial }, withCrls(base, deltaOf(5, 4, serial, 1))),
    ]).toEqual(['accepted', 'accepted']);
  });
});

describe('a CRL by another issuer', () => {
  const issuer = makeCa('Issuer of CRLs', siths.root, {
    extensions: [extension.keyUsage(keyUsageBits.cRLSign)],
  });
  const pointsAt = extension.crlOfIssuer(issuer.name);
  const trust = (...crls: readonly Buffer[]): TrustChange => ({
    intermediates: [siths.hsa3.der, issuer.der],
    ...withCrls(...crls),
  });
  const indirect = extension.scope({ indirect: true });

  it('speaks of the cards that name it', () => {
    const serial = nextSerial();
    const good = makeCrl(issuer, { extensions: [indirect] });
    const bad = makeCrl(issuer, {
      revoked: [{ serial, issuer: siths.hsa3.name }],
      extensions: [indirect],
    });
    expect([
      reasonFor({ serial, more: [pointsAt] }, trust(good)),
      reasonFor({ serial, more: [pointsAt] }, trust(bad)),
    ]).toEqual(['accepted', 'revoked']);
  });

  it('speaks of no others', () => {
    const crl = makeCrl(issuer, { extensions: [indirect] });
    expect(reasonFor({}, trust(crl))).toBe('revocation-unknown');
  });

  it('means the same serial number of another CA by itself', () => {
    const serial = nextSerial();
    const crl = makeCrl(issuer, {
      revoked: [{ serial, issuer: siths.id3.name }],
      extensions: [indirect],
    });
    expect(reasonFor({ serial, more: [pointsAt] }, trust(crl))).toBe('accepted');
  });

  it('has to say that it is one', () => {
    expect(reasonFor({ more: [pointsAt] }, trust(makeCrl(issuer)))).toBe('revocation-unknown');
  });

  it('has to have a path from the same root', () => {
    const root = makeCa('Another root');
    const foreign = makeCa('Issuer of CRLs', root, { key: issuer.key });
    const crl = makeCrl(foreign, { extensions: [indirect] });
    const known = {
      anchors: [siths.root.der, root.der],
      intermediates: [siths.hsa3.der, foreign.der],
      crls: [...crlsWith(siths.hsa3, crl), makeCrl(root)],
    };
    expect(reasonFor({ more: [pointsAt] }, known)).toBe('revocation-unknown');
  });
});

it('a CA that changed its key still says what became of cards under the old one', () => {
  const renewed = makeCa('SITHS e-id Person HSA-id 3 CA v1', siths.root);
  const serial = nextSerial();
  const trust = {
    intermediates: [siths.hsa3.der, renewed.der],
    crls: crlsWith(siths.hsa3, makeCrl(renewed, { revoked: [{ serial }] })),
  };
  expect([reasonFor({ serial }, trust), reasonFor({}, trust)]).toEqual(['revoked', 'accepted']);
});
