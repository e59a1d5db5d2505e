import { describe, expect, it } from 'vitest';

import type * as asn1js from 'asn1js';

import {
  cn,
  extension,
  generalName,
  nameDer,
  rdn,
  type Rdn,
} from '../../test-support/certificate-authority.ts';
import { makeCa, makeCard, siths } from '../../test-support/siths-look-alike.ts';
import { oids } from '../extensions.ts';
import { readCertificate, type ReadCertificate } from '../read-certificate.ts';
import { namesArePermitted } from './name-constraints.ts';

const read = (der: Uint8Array): ReadCertificate => {
  const certificate = readCertificate(der);
  if (!certificate?.extensions) throw new Error('a test made no certificate');
  return certificate;
};

/** Whether constraints of a CA permit a certificate with these names. */
const permits = (
  constraints: {
    readonly permitted?: readonly asn1js.BaseBlock[];
    readonly excluded?: readonly asn1js.BaseBlock[];
  },
  ...names: readonly asn1js.BaseBlock[]
): boolean => {
  const { permitted = [], excluded = [] } = constraints;
  const ca = read(
    makeCa('CA', siths.root, { extensions: [extension.nameConstraints(permitted, excluded)] }).der,
  );
  const more = names.length === 0 ? [] : [extension.names(...names)];
  const constrained = ca.extensions?.nameConstraints;
  return namesArePermitted(read(makeCard(siths.hsa3, { more })), constrained ? [constrained] : []);
};

const { mail, dns, uri, ip, registeredId, directory } = generalName;

describe('names under constraints', () => {
  it.each([
    ['a host itself', dns('example.se'), dns('example.se'), true],
    ['a host below it', dns('example.se'), dns('a.B.example.SE'), true],
    ['a host that ends alike', dns('example.se'), dns('badexample.se'), false],
    ['a mail address, whole', mail('anna@example.se'), mail('anna@EXAMPLE.se'), true],
    ['a mail address in other letters', mail('anna@example.se'), mail('Anna@example.se'), false],
    ['mail of a host', mail('example.se'), mail('anna@example.se'), true],
    ['mail of a host below it', mail('example.se'), mail('anna@a.example.se'), false],
    ['mail of hosts below', mail('.example.se'), mail('anna@a.example.se'), true],
    ['mail of the host above those', mail('.example.se'), mail('anna@example.se'), false],
    ['a mail address that is none', mail('example.se'), mail('example.se'), false],
    ['an address of a host', uri('a.se'), uri('https://user@a.se:8443/x?y'), true],
    ['an address of another host', uri('a.se'), uri('https://b.se/#a.se'), false],
    ['an address of hosts below', uri('.a.se'), uri('https://b.a.se'), true],
    ['an address without a host', uri('a.se'), uri('urn:a.se'), false],
    ['an address by numbers', uri('a.se'), uri('https://10.0.0.1/'), false],
    ['a number within a network', ip(10, 0, 0, 0, 255, 0, 0, 0), ip(10, 9, 8, 7), true],
    ['a number outside of it', ip(10, 0, 0, 0, 255, 0, 0, 0), ip(11, 9, 8, 7), false],
    ['a number of another length', ip(10, 0, 0, 0, 255, 0, 0, 0), ip(...Array(16).fill(10)), false],
    ['a form that is not understood', registeredId(), registeredId(), false],
  ])('permitted: %s', (_, base, name, expected) => {
    expect(permits({ permitted: [base] }, name)).toBe(expected);
  });

  it.each([
    ['a host below it', dns('example.se'), dns('a.example.se'), false],
    ['another host', dns('example.se'), dns('example.no'), true],
    ['an address that has no host to compare', uri('a.se'), uri('urn:a.se'), false],
    ['a form that is not understood', registeredId(), registeredId(), false],
  ])('excluded: %s', (_, base, name, expected) => {
    expect(permits({ excluded: [base] }, name)).toBe(expected);
  });

  it('hold for names of their own form alone', () => {
    expect(permits({ permitted: [dns('example.se')] }, mail('anna@example.no'))).toBe(true);
  });

  it('hold for a mail address that stands in the subject', () => {
    const withMail = (address: string): boolean => {
      const subject: readonly Rdn[] = [cn('Anna'), rdn(oids.emailAddress, address)];
      const card = read(makeCard(siths.hsa3, { subject }));
      return namesArePermitted(card, [
        { permitted: [{ form: 'email', text: 'example.se', key: '' }], excluded: [] },
      ]);
    };
    expect([withMail('anna@example.se'), withMail('anna@example.no')]).toEqual([true, false]);
  });

  it('compare names of the directory without regard to case and width of spaces', () => {
    const base = (organisation: string): asn1js.BaseBlock =>
      directory(nameDer([rdn('2.5.4.6', 'se'), rdn('2.5.4.10', organisation)]));
    expect([
      permits({ permitted: [base(' LOOK-ALIKE ')] }),
      permits({ permitted: [base('Look alike')] }),
      permits({ excluded: [base('look-alike')] }),
    ]).toEqual([true, false, false]);
  });
});
