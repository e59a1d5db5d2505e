import { generateKeyPairSync } from 'node:crypto';

import * as asn1js from 'asn1js';
import { describe, expect, it } from 'vitest';

import {
  certificateDer,
  cn,
  extension,
  pem,
  rdn,
  sequence,
  testKey,
  type TestExtension,
  type TestKey,
} from '../test-support/certificate-authority.ts';
import {
  allCrls,
  cardExtensions,
  cardSubject,
  crlsWith,
  daysFromNow,
  hsaId,
  lookAlikeRules,
  lookAlikeTrust,
  makeCa,
  makeCard,
  makeCrl,
  nextSerial,
  now,
  policies,
  siths,
  type TrustChange,
} from '../test-support/siths-look-alike.ts';
import { checkCertificate, type CardRules, type CertificateVerdict } from './check-certificate.ts';
import { keyUsageBits, oids } from './extensions.ts';

const verdictOn = (
  card: Uint8Array,
  trust: TrustChange = {},
  rules: Partial<CardRules> = {},
): CertificateVerdict =>
  checkCertificate(card, lookAlikeTrust(trust), { ...lookAlikeRules, ...rules }, now);

const reasonFor = (...of: Parameters<typeof verdictOn>): string => verdictOn(...of).reason;

const withSubject = (...serialNumbers: readonly (string | asn1js.BaseBlock)[]): Buffer =>
  makeCard(siths.hsa3, {
    subject: cardSubject(...serialNumbers.map((value) => rdn(oids.serialNumber, value))),
  });

const { digitalSignature, nonRepudiation, keyCertSign, cRLSign } = keyUsageBits;

describe('a card that logs its person in', () => {
  it('tells the HSA-id and the level of assurance', () => {
    expect(verdictOn(makeCard())).toEqual({
      accepted: true,
      hsaId,
      name: 'Anna Andersson',
      loa: 3,
      reason: 'accepted',
    });
  });

  it('may come from each issuer that is configured', () => {
    expect([siths.id3, siths.mobile].map((ca) => reasonFor(makeCard(ca)))).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  it('may be PEM', () => {
    expect(reasonFor(pem(makeCard()))).toBe('accepted');
  });

  it('may have further extended key usages and policies beside the ones asked for', () => {
    const card = makeCard(siths.hsa3, {
      extensions: {
        extendedKeyUsage: extension.extendedKeyUsage('1.3.6.1.4.1.311.20.2.2', oids.clientAuth),
        policies: extension.policies(policies.other, policies.loa3),
      },
    });
    expect(reasonFor(card)).toBe('accepted');
  });

  it.each(['SE2321000016-A', 'SE2321000016-abcdefghijklmnopqrstuvwxyz12345'])(
    'may have the HSA-id %s',
    (id) => {
      expect(verdictOn(withSubject(id))).toMatchObject({ accepted: true, hsaId: id });
    },
  );

  it('may have its HSA-id beside another attribute of the same RDN', () => {
    const card = makeCard(siths.hsa3, {
      subject: [
        [
          [oids.commonName, 'Anna Andersson'],
          [oids.serialNumber, hsaId],
        ],
      ],
    });
    expect(verdictOn(card)).toMatchObject({ accepted: true, hsaId });
  });

  it('is accepted below an issuer that is the trusted certificate itself', () => {
    const trust = { anchors: [siths.hsa3.der], intermediates: [] };
    expect(reasonFor(makeCard(), trust)).toBe('accepted');
  });

  it('is accepted below CAs that state the policy or any policy', () => {
    const states = (policy: string): string => {
      const ca = makeCa(commonNameOfHsa3, siths.root, { extensions: caWith(policy) });
      return reasonFor(makeCard(ca), {
        intermediates: [ca.der],
        crls: crlsWith(siths.hsa3, makeCrl(ca)),
      });
    };
    expect([policies.loa3, oids.anyPolicy].map(states)).toEqual(['accepted', 'accepted']);
  });
});

const commonNameOfHsa3 = 'SITHS e-id Person HSA-id 3 CA v1';

const weakCurve = (): TestKey => generateKeyPairSync('ec', { namedCurve: 'secp256k1' });

const caWith = (policy: string) => [
  extension.basicConstraints(true),
  extension.keyUsage(keyCertSign, cRLSign),
  extension.policies(policy),
];

describe('a certificate is refused', () => {
  it('after it expired', () => {
    const card = makeCard(siths.hsa3, { validity: { from: daysFromNow(-9), to: daysFromNow(-1) } });
    expect(reasonFor(card)).toBe('expired');
  });

  it('before it is valid', () => {
    const card = makeCard(siths.hsa3, { validity: { from: daysFromNow(1), to: daysFromNow(9) } });
    expect(reasonFor(card)).toBe('not-yet-valid');
  });

  it('when it was revoked', () => {
    const serial = nextSerial();
    const crls = crlsWith(siths.hsa3, makeCrl(siths.hsa3, { revoked: [{ serial }] }));
    expect(reasonFor(makeCard(siths.hsa3, { serial }), { crls })).toBe('revoked');
  });

  it('while it is on hold', () => {
    const serial = nextSerial();
    const crls = crlsWith(siths.hsa3, makeCrl(siths.hsa3, { revoked: [{ serial, reason: 6 }] }));
    expect(reasonFor(makeCard(siths.hsa3, { serial }), { crls })).toBe('revoked');
  });

  it('when its issuer was revoked', () => {
    const serial = nextSerial();
    const ca = makeCa(commonNameOfHsa3, siths.root, { serial });
    const crls = [makeCrl(siths.root, { revoked: [{ serial }] }), makeCrl(ca)];
    expect(reasonFor(makeCard(ca), { intermediates: [ca.der], crls })).toBe('revoked');
  });

  it('without a CRL of its issuer', () => {
    expect(reasonFor(makeCard(), { crls: crlsWith(siths.hsa3) })).toBe('revocation-unknown');
  });

  it("without a CRL of its issuer's issuer", () => {
    expect(reasonFor(makeCard(), { crls: crlsWith(siths.root) })).toBe('revocation-unknown');
  });

  it.each([
    ['has expired', { from: daysFromNow(-9), to: daysFromNow(-1) }],
    ['is from the future', { from: daysFromNow(1), to: daysFromNow(2) }],
    ['says nothing of how long it is true', { from: daysFromNow(-1), to: undefined }],
  ])('when the CRL of its issuer %s', (_, validity) => {
    const crls = crlsWith(siths.hsa3, makeCrl(siths.hsa3, { validity }));
    expect(reasonFor(makeCard(), { crls })).toBe('revocation-unknown');
  });

  it('when the CRL under the name of its issuer was signed by another CA', () => {
    const crls = crlsWith(siths.hsa3, makeCrl(siths.hsa3, { signedBy: siths.id3.key }));
    expect(reasonFor(makeCard(), { crls })).toBe('revocation-unknown');
  });

  it('when its issuer may not sign CRLs', () => {
    const ca = makeCa(commonNameOfHsa3, siths.root, {
      extensions: [extension.basicConstraints(true), extension.keyUsage(keyCertSign)],
    });
    const crls = [makeCrl(siths.root), makeCrl(ca)];
    expect(reasonFor(makeCard(ca), { intermediates: [ca.der], crls })).toBe('revocation-unknown');
  });

  it('when the CRL has a critical extension that is not understood', () => {
    const crl = makeCrl(siths.hsa3, { extensions: [extension.unknown(true)] });
    expect(reasonFor(makeCard(), { crls: crlsWith(siths.hsa3, crl) })).toBe('revocation-unknown');
  });

  it('when the CRL is that of another distribution point', () => {
    const card = makeCard(siths.hsa3, {
      more: [extension.distributionPoint('http://crl.example/1')],
    });
    const crl = makeCrl(siths.hsa3, {
      extensions: [extension.issuingDistributionPoint('http://crl.example/2')],
    });
    expect(reasonFor(card, { crls: crlsWith(siths.hsa3, crl) })).toBe('revocation-unknown');
  });

  it('by the newer of two CRLs', () => {
    const serial = nextSerial();
    const older = makeCrl(siths.hsa3, { validity: { from: daysFromNow(-3), to: daysFromNow(3) } });
    const newer = makeCrl(siths.hsa3, { revoked: [{ serial }] });
    const card = makeCard(siths.hsa3, { serial });
    expect(reasonFor(card, { crls: crlsWith(siths.hsa3, newer, older) })).toBe('revoked');
  });

  it('by a delta that goes on from the CRL', () => {
    const serial = nextSerial();
    const base = makeCrl(siths.hsa3, { extensions: [extension.crlNumber(5)] });
    const delta = makeCrl(siths.hsa3, {
      revoked: [{ serial }],
      extensions: [extension.crlNumber(6), extension.deltaOf(5)],
    });
    const card = makeCard(siths.hsa3, { serial });
    expect(reasonFor(card, { crls: crlsWith(siths.hsa3, base, delta) })).toBe('revoked');
  });

  it('with a delta alone', () => {
    const delta = makeCrl(siths.hsa3, {
      extensions: [extension.crlNumber(6), extension.deltaOf(5)],
    });
    expect(reasonFor(makeCard(), { crls: crlsWith(siths.hsa3, delta) })).toBe('revocation-unknown');
  });

  it('when it is forged under the name of an issuer', () => {
    expect(reasonFor(makeCard(siths.hsa3, { signedBy: testKey() }))).toBe('signature-wrong');
  });

  it('when one bit of it was changed', () => {
    const card = makeCard();
    card[card.indexOf(hsaId) + 5]! ^= 1;
    expect(reasonFor(card)).toBe('signature-wrong');
  });

  it('when it is self-signed', () => {
    const key = testKey();
    const self = makeCard(siths.hsa3, {
      key,
      signedBy: key,
      issuer: cardSubject(rdn(oids.serialNumber, hsaId)),
    });
    expect(reasonFor(self, { intermediates: [siths.hsa3.der, self] })).toBe('issuer-unknown');
  });

  it('when it is a trusted certificate itself', () => {
    expect(reasonFor(siths.root.der)).toBe('trust-anchor');
  });

  it("below a look-alike root with all names as SITHS's", () => {
    const root = makeCa('SITHS e-id Root CA v2');
    const ca = makeCa(commonNameOfHsa3, root);
    const trust = { intermediates: [root.der, ca.der], crls: [makeCrl(root), makeCrl(ca)] };
    expect(reasonFor(makeCard(ca), trust)).toBe('signature-wrong');
  });

  it('when a CA that is not named made itself a CA of a name that is', () => {
    const ca = makeCa(commonNameOfHsa3, siths.hsa2);
    const trust = {
      intermediates: [siths.hsa2.der, ca.der],
      crls: crlsWith(siths.hsa3, makeCrl(ca)),
    };
    expect(reasonFor(makeCard(ca), trust)).toBe('issuer-not-accepted');
  });

  it('when it was issued by another card', () => {
    const key = testKey();
    const subject = cardSubject(rdn(oids.serialNumber, hsaId));
    const card = makeCard(siths.hsa3, { key, subject });
    const forged = makeCard(siths.hsa3, { issuer: subject, signedBy: key });
    expect(reasonFor(forged, { intermediates: [siths.hsa3.der, card] })).toBe('issuer-not-a-ca');
  });

  it('below a CA that may not sign certificates', () => {
    const ca = makeCa(commonNameOfHsa3, siths.root, {
      extensions: [extension.basicConstraints(true), extension.keyUsage(cRLSign)],
    });
    const trust = { intermediates: [ca.der], crls: [makeCrl(siths.root), makeCrl(ca)] };
    expect(reasonFor(makeCard(ca), trust)).toBe('issuer-key-usage-wrong');
  });

  it('below a CA that is itself for servers alone', () => {
    const ca = makeCa(commonNameOfHsa3, siths.root, {
      extensions: [...caWith(policies.loa3), extension.extendedKeyUsage('1.3.6.1.5.5.7.3.1')],
    });
    const trust = { intermediates: [ca.der], crls: [makeCrl(siths.root), makeCrl(ca)] };
    expect(reasonFor(makeCard(ca), trust)).toBe('not-for-client-authentication');
  });

  it('when it was signed with SHA-1', () => {
    expect(reasonFor(makeCard(siths.hsa3, { hash: 'sha1' }))).toBe('algorithm-refused');
  });

  it('with a critical extension that is not understood', () => {
    const card = makeCard(siths.hsa3, { more: [extension.unknown(true)] });
    expect(reasonFor(card)).toBe('critical-extension-unknown');
  });

  it('with an extension twice', () => {
    const card = makeCard(siths.hsa3, { more: [cardExtensions.extendedKeyUsage] });
    expect(reasonFor(card)).toBe('extension-malformed');
  });

  it('from an issuer of level 2', () => {
    expect(reasonFor(makeCard(siths.hsa2))).toBe('issuer-not-accepted');
  });

  it('from an issuer that is not named and is the trusted certificate itself', () => {
    const trust = { anchors: [siths.hsa2.der], intermediates: [] };
    expect(reasonFor(makeCard(siths.hsa2), trust)).toBe('issuer-not-accepted');
  });

  it('from an issuer of two common names, of which one is named', () => {
    const name = [cn(commonNameOfHsa3), cn('Another CA')];
    const ca = { ...makeCa(commonNameOfHsa3, siths.root, { subject: name }), name };
    const trust = { intermediates: [ca.der], crls: [makeCrl(siths.root), makeCrl(ca)] };
    expect(reasonFor(makeCard(ca), trust)).toBe('issuer-not-accepted');
  });

  it('from the Function CA, even where that is configured as an issuer of cards', () => {
    const rules = { issuers: new Set(['SITHS e-id Function CA v1']) };
    expect(reasonFor(makeCard(siths.function), {}, rules)).toBe('function-certificate');
  });

  it.each([
    ['in other letters', 'siths e-id person hsa-id 3 ca v1'],
    ['with a letter of another alphabet', 'SITHS e-id Person HSA-id 3 СA v1'],
    ['with a space behind', 'SITHS e-id Person HSA-id 3 CA v1 '],
  ])('from an issuer that writes its name %s', (_, name) => {
    const ca = makeCa(name, siths.root);
    const trust = { intermediates: [ca.der], crls: [makeCrl(siths.root), makeCrl(ca)] };
    expect(reasonFor(makeCard(ca), trust)).toBe('issuer-not-accepted');
  });

  it('with a policy of level 2 from an issuer of level 3', () => {
    const card = makeCard(siths.hsa3, {
      extensions: { policies: extension.policies(policies.loa2) },
    });
    expect(reasonFor(card)).toBe('level-too-low');
  });

  it('with policies of both levels', () => {
    const card = makeCard(siths.hsa3, {
      extensions: { policies: extension.policies(policies.loa3, policies.loa2) },
    });
    expect(reasonFor(card)).toBe('level-too-low');
  });

  it.each([
    ['another policy', extension.policies(policies.other)],
    ['any policy', extension.policies(oids.anyPolicy)],
    ['no policy', undefined],
  ])('with %s alone', (_, wanted) => {
    const card = makeCard(siths.hsa3, { extensions: { policies: wanted } });
    expect(reasonFor(card)).toBe('policy-not-accepted');
  });

  it('with a policy that its CA may not give', () => {
    const ca = makeCa(commonNameOfHsa3, siths.root, { extensions: caWith(policies.loa2) });
    const trust = { intermediates: [ca.der], crls: [makeCrl(siths.root), makeCrl(ca)] };
    expect(reasonFor(makeCard(ca), trust)).toBe('policy-not-accepted');
  });

  it.each([
    ['for servers', extension.extendedKeyUsage('1.3.6.1.5.5.7.3.1')],
    ['for anything', extension.extendedKeyUsage(oids.anyExtendedKeyUsage)],
    ['for it says not what', undefined],
  ])('that is %s instead of client authentication', (_, extendedKeyUsage) => {
    const card = makeCard(siths.hsa3, { extensions: { extendedKeyUsage } });
    expect(reasonFor(card)).toBe('not-for-client-authentication');
  });

  it.each([
    ['alone', [nonRepudiation]],
    ['besides', [digitalSignature, nonRepudiation]],
  ])('that is for signing %s', (_, usage) => {
    const card = makeCard(siths.hsa3, {
      extensions: { keyUsage: extension.keyUsage(...usage) },
    });
    expect(reasonFor(card)).toBe('signing-certificate');
  });

  it.each([
    ['for encryption alone', extension.keyUsage(2)],
    ['for it says not what', undefined],
  ])('whose key is %s', (_, keyUsage) => {
    const card = makeCard(siths.hsa3, { extensions: { keyUsage } });
    expect(reasonFor(card)).toBe('no-digital-signature');
  });

  it.each([
    ['certificates', keyCertSign],
    ['CRLs', cRLSign],
  ])('whose key may sign %s besides', (_, usage) => {
    const keyUsage = extension.keyUsage(digitalSignature, usage);
    const card = makeCard(siths.hsa3, { extensions: { keyUsage } });
    expect(reasonFor(card)).toBe('certificate-of-a-ca');
  });

  it.each<readonly [string, () => TestKey]>([
    ['RSA of 1024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['a curve that is not allowed', weakCurve],
  ])('whose key is of %s', (_, make) => {
    expect(reasonFor(makeCard(siths.hsa3, { key: make() }))).toBe('algorithm-refused');
  });

  it('below a CA whose key is of a curve that is not allowed', () => {
    const ca = makeCa(commonNameOfHsa3, siths.root, { key: weakCurve() });
    const trust = { intermediates: [ca.der], crls: [makeCrl(siths.root), makeCrl(ca)] };
    expect(reasonFor(makeCard(ca), trust)).toBe('algorithm-refused');
  });

  it('when it names two algorithms for its one signature', () => {
    const card = makeCard();
    const sha256 = Buffer.from('2a8648ce3d040302', 'hex');
    card[card.lastIndexOf(sha256) + 7] = 3;
    expect(reasonFor(card)).toBe('signature-wrong');
  });

  it("that is a CA's", () => {
    const card = makeCard(siths.hsa3, { more: [extension.basicConstraints(true)] });
    expect(reasonFor(card)).toBe('certificate-of-a-ca');
  });

  it('with two HSA-ids', () => {
    expect(reasonFor(withSubject(hsaId, 'SE2321000016-9Z9Z'))).toBe('hsa-id-several');
  });

  it('with an HSA-id and another serialNumber', () => {
    expect(reasonFor(withSubject(hsaId, '191212121212'))).toBe('hsa-id-several');
  });

  it('without any HSA-id', () => {
    expect(reasonFor(withSubject())).toBe('hsa-id-missing');
  });

  it('with an HSA-id in the common name that prints like a serialNumber', () => {
    const card = makeCard(siths.hsa3, {
      subject: cardSubject(cn(`Anna, serialNumber=${hsaId}`)),
    });
    expect(reasonFor(card)).toBe('hsa-id-missing');
  });

  it.each([
    ['a personal identity number', '191212121212'],
    ['nine digits', 'SE232100001-1A2B'],
    ['eleven digits', 'SE23210000161-1A2B'],
    ['no suffix', 'SE2321000016-'],
    ['a suffix of 32', `SE2321000016-${'A'.repeat(32)}`],
    ['another country', 'NO2321000016-1A2B'],
    ['small letters in front', 'se2321000016-1A2B'],
    ['a letter of Swedish', 'SE2321000016-1Å2B'],
    ['a space before it', ` ${hsaId}`],
    ['a line behind it', `${hsaId}\n`],
    ['NUL and more behind it', `${hsaId}\0X`],
    ['digits of another script', 'SE٢٣٢١٠٠٠٠١٦-1A2B'],
    ['another dash', 'SE2321000016–1A2B'],
    ['two ids in one', `${hsaId}+${hsaId}`],
  ])('with %s in place of an HSA-id', (_, id) => {
    expect(reasonFor(withSubject(id))).toBe('hsa-id-malformed');
  });

  it('with an HSA-id in a string of two bytes a letter', () => {
    expect(reasonFor(withSubject(new asn1js.BmpString({ value: hsaId })))).toBe('hsa-id-malformed');
  });
});

describe('constraints of the CAs', () => {
  const below = (...more: readonly TestExtension[]): string => {
    const { ca, trust } = caOf(...more);
    return reasonFor(makeCard(ca), trust);
  };
  const caOf = (...more: readonly TestExtension[]) => {
    const ca = makeCa(commonNameOfHsa3, siths.root, {
      extensions: [
        extension.basicConstraints(true, 0),
        extension.keyUsage(keyCertSign, cRLSign),
        ...more,
      ],
    });
    return { ca, trust: { intermediates: [ca.der], crls: [makeCrl(siths.root), makeCrl(ca)] } };
  };

  it('hold for the names of cards', () => {
    const elsewhere = sequence([]);
    expect([
      below(extension.permittedDirectory(nameOf('SE'))),
      below(extension.permittedDirectory(nameOf('NO'))),
      below(extension.permittedDirectory(elsewhere)),
    ]).toEqual(['accepted', 'name-not-permitted', 'accepted']);
  });

  it('demand a policy when they say so', () => {
    expect([
      below(extension.requireExplicitPolicy(0), extension.policies(policies.loa3)),
      below(extension.requireExplicitPolicy(0), extension.policies(policies.other)),
    ]).toEqual(['accepted', 'policy-required']);
  });

  it('end a path that is longer than they allow', () => {
    const { ca, trust } = caOf();
    const sub = makeCa('SITHS e-id Person ID 3 CA v1', ca);
    const crls = [...trust.crls, makeCrl(sub)];
    const intermediates = [...trust.intermediates, sub.der];
    expect(reasonFor(makeCard(sub), { intermediates, crls })).toBe('path-too-long');
  });

  it('may not map any policy', () => {
    expect(
      below(
        extension.policies(policies.loa3),
        extension.policyMappings([oids.anyPolicy, policies.loa3]),
      ),
    ).toBe('policy-mapping-wrong');
  });
});

const nameOf = (country: string) =>
  sequence([
    new asn1js.Set({
      value: [
        sequence([
          new asn1js.ObjectIdentifier({ value: '2.5.4.6' }),
          new asn1js.PrintableString({ value: country }),
        ]),
      ],
    }),
  ]);

describe('what is no certificate', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('Hej!')],
    ['a CRL', allCrls[0] ?? Buffer.alloc(0)],
    ['PEM of something else', pem(makeCard(), 'PRIVATE KEY')],
    ['two certificates', Buffer.concat([pem(makeCard()), pem(makeCard())])],
    ['a certificate with a byte behind it', Buffer.concat([makeCard(), Buffer.of(0)])],
    ['half of one', makeCard().subarray(0, 200)],
  ])('is refused: %s', (_, file) => {
    expect(reasonFor(file)).toBe('certificate-unreadable');
  });

  it('is refused unread when it is too large', () => {
    expect(reasonFor(Buffer.alloc(200_000, 0x30))).toBe('certificate-too-large');
  });

  it('costs a bounded amount of work when its issuers multiply', () => {
    const name = cardSubject(cn('Maze'));
    const keys = Array.from({ length: 12 }, testKey);
    // every CA has issued a certificate to every other, all under one name
    const maze = keys.flatMap((key) =>
      keys.map((signedBy) =>
        certificateDer({
          subject: name,
          issuer: name,
          key,
          signedBy,
          serial: nextSerial(),
          validity: { from: daysFromNow(-1), to: daysFromNow(1) },
          extensions: [extension.basicConstraints(true)],
        }),
      ),
    );
    const card = makeCard(siths.hsa3, { issuer: name, signedBy: keys[0]! });
    expect(reasonFor(card, { intermediates: maze })).toBe('too-much-work');
  });
});
