import { randomBytes } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { extension, testKey } from '../../test-support/certificate-authority.ts';
import { ocspAnswer, ocspError, read, type TestAnswer } from '../../test-support/ocsp-answer.ts';
import {
  crlsWith,
  daysFromNow,
  lookAlikeRules,
  lookAlikeTrust,
  makeCard,
  makeCrl,
  nextSerial,
  now,
  siths,
  type CardChange,
} from '../../test-support/siths-look-alike.ts';
import { checkCertificate } from '../check-certificate.ts';
import { keyUsageBits, oids } from '../extensions.ts';
import { ocspRequest } from './request.ts';
import { readOcsp } from './read-response.ts';

const nonce = randomBytes(32);
const minute = 60_000;
const minutesFromNow = (minutes: number): Date => new Date(now.getTime() + minutes * minute);

/** A card of whose revocation its issuer's CRL says nothing, since there is none. */
const card = makeCard();
const noList = crlsWith(siths.hsa3);

const reasonWith = (
  answers: readonly Buffer[],
  { of = card, crls = noList }: { of?: Buffer; crls?: readonly Buffer[] } = {},
): string =>
  checkCertificate(
    of,
    { ...lookAlikeTrust({ crls }), ocsp: answers.flatMap((der) => readOcsp(der, nonce) ?? []) },
    lookAlikeRules,
    now,
  ).reason;

const answer = (change: Partial<TestAnswer> = {}): Buffer => toNobody({ nonce, ...change });

/** Without a nonce, as responders that prepare their answers have it. */
const toNobody = (change: Partial<TestAnswer>): Buffer =>
  ocspAnswer({
    certificate: card,
    issuer: siths.hsa3.der,
    signedBy: siths.hsa3.key,
    ...change,
  });

const responderKey = testKey();
const noCheck = { ...extension.unknown(false), oid: oids.ocspNoCheck };
const responder = (change: CardChange = {}, ...more: CardChange['more'] & object): Buffer =>
  makeCard(siths.hsa3, {
    key: responderKey,
    extensions: { extendedKeyUsage: extension.extendedKeyUsage(oids.ocspSigning) },
    more: [noCheck, ...more],
    ...change,
  });
const byResponder = (der: Buffer): Buffer => answer({ signedBy: responderKey, responder: der });

describe('an answer by OCSP', () => {
  it('says that a card is good where no CRL does', () => {
    expect([reasonWith([]), reasonWith([answer()])]).toEqual(['revocation-unknown', 'accepted']);
  });

  it('says that a card is revoked, whatever a CRL says', () => {
    const crls = crlsWith(siths.hsa3, makeCrl(siths.hsa3));
    expect(reasonWith([answer({ status: 'revoked' })], { crls })).toBe('revoked');
  });

  it('that is good does not outweigh a CRL that says revoked', () => {
    const serial = nextSerial();
    const of = makeCard(siths.hsa3, { serial });
    const crls = crlsWith(siths.hsa3, makeCrl(siths.hsa3, { revoked: [{ serial }] }));
    expect(reasonWith([answer({ certificate: of })], { of, crls })).toBe('revoked');
  });

  it('that does not know the card is a no, also where a CRL does not name it', () => {
    const crls = crlsWith(siths.hsa3, makeCrl(siths.hsa3));
    expect(reasonWith([answer({ status: 'unknown' })], { crls })).toBe('revocation-unknown');
  });

  it('counts by its worst word', () => {
    expect(reasonWith([answer(), answer({ status: 'revoked' })])).toBe('revoked');
  });

  it('may be signed by a responder whom the issuer made one', () => {
    expect(reasonWith([byResponder(responder())])).toBe('accepted');
  });

  it('may be signed by a responder that may be revoked, where a CRL says that it is not', () => {
    const serial = nextSerial();
    const checked = responder({ serial, more: [] });
    const silent = reasonWith([byResponder(checked)]);
    const crls = (...revoked: { serial: number }[]): readonly Buffer[] =>
      crlsWith(siths.hsa3, makeCrl(siths.hsa3, { revoked }));
    // the same list speaks of the card as well: of another issuer's card it says nothing
    const good = reasonWith([byResponder(checked)], { crls: crls() });
    expect([silent, good]).toEqual(['revocation-unknown', 'accepted']);
  });

  it.each([
    ['another card', () => answer({ certificate: makeCard() })],
    ['a card with that number of another issuer', () => answer({ issuer: siths.id3.der })],
    ['a key that is nobody’s', () => answer({ signedBy: testKey() })],
    ['another CA of the same root', () => answer({ signedBy: siths.id3.key })],
    [
      'another CA that sends its certificate along',
      () => answer({ signedBy: siths.id3.key, responder: siths.id3.der }),
    ],
    [
      'a card in a responder’s place',
      () => {
        const key = testKey();
        return answer({ signedBy: key, responder: makeCard(siths.hsa3, { key, more: [noCheck] }) });
      },
    ],
    [
      'a responder of another CA',
      () =>
        byResponder(
          makeCard(siths.id3, {
            key: responderKey,
            extensions: { extendedKeyUsage: extension.extendedKeyUsage(oids.ocspSigning) },
            more: [noCheck],
          }),
        ),
    ],
    [
      'a responder that has expired',
      () => byResponder(responder({ validity: { from: daysFromNow(-30), to: daysFromNow(-1) } })),
    ],
    [
      'a responder that is none yet',
      () => byResponder(responder({ validity: { from: daysFromNow(1), to: daysFromNow(30) } })),
    ],
    [
      'a responder whom somebody made one in the issuer’s name',
      () => byResponder(responder({ signedBy: testKey() })),
    ],
    [
      'a responder that may not sign',
      () =>
        byResponder(
          responder({
            extensions: {
              extendedKeyUsage: extension.extendedKeyUsage(oids.ocspSigning),
              keyUsage: extension.keyUsage(keyUsageBits.cRLSign),
            },
          }),
        ),
    ],
    [
      'a time that is over',
      () => answer({ thisUpdate: minutesFromNow(-90), nextUpdate: minutesFromNow(-30) }),
    ],
    [
      'a time to come',
      () => answer({ thisUpdate: minutesFromNow(10), nextUpdate: minutesFromNow(20) }),
    ],
    ['an answer to another question', () => answer({ nonce: randomBytes(32) })],
    [
      'an answer to nobody’s question that is a day old',
      () => toNobody({ thisUpdate: minutesFromNow(-1441) }),
    ],
    [
      'an answer to nobody’s question that doesn’t say until when it holds',
      () => toNobody({ nextUpdate: null }),
    ],
    ['a time to come at which it was made', () => answer({ producedAt: minutesFromNow(10) })],
    [
      'a responder of which something critical is not understood',
      () => byResponder(responder({}, extension.unknown(true))),
    ],
    [
      'no word on until when it holds, an hour ago',
      () => answer({ thisUpdate: minutesFromNow(-60), nextUpdate: null }),
    ],
    [
      'something critical that is not understood',
      () => answer({ critical: extension.unknown(true) }),
    ],
    ['that it should be asked later', () => ocspError(3)],
    ['bytes behind it', () => Buffer.concat([answer(), Buffer.of(0)])],
    ['more bytes than an answer has', () => Buffer.alloc(100_000, 0x30)],
    ['nothing', () => Buffer.alloc(0)],
  ])('says nothing with %s', (_, make) => {
    expect(reasonWith([make()])).toBe('revocation-unknown');
  });

  it('without a nonce, as responders that prepare theirs have it, is believed within its day', () => {
    expect(reasonWith([toNobody({ thisUpdate: minutesFromNow(-600) })])).toBe('accepted');
  });

  it('may be of a clock that is a little ahead', () => {
    const ahead = minutesFromNow(0.5);
    expect(reasonWith([answer({ thisUpdate: ahead, producedAt: ahead })])).toBe('accepted');
  });

  it('that is damaged in one bit says nothing', () => {
    const der = answer();
    der[der.byteLength - 3]! ^= 1;
    expect(reasonWith([der])).toBe('revocation-unknown');
  });
});

describe('a question by OCSP', () => {
  it('names the card by its issuer’s name and key, and has a nonce', () => {
    const der = Buffer.from(ocspRequest(read(card), read(siths.hsa3.der), nonce));
    expect([der.includes(nonce), der.includes(Buffer.from(read(card).serial, 'hex'))]).toEqual([
      true,
      true,
    ]);
  });
});
