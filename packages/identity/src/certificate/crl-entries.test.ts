import { expect, it } from 'vitest';

import { nameDer } from '../test-support/certificate-authority.ts';
import { siths } from '../test-support/siths-look-alike.ts';
import { readEntries, type CrlEntries } from './crl-entries.ts';
import { derValueAt } from './der.ts';
import { readName } from './name.ts';

const issuer = readName(new Uint8Array(nameDer(siths.hsa3.name).toBER()));

const read = (list: Buffer): CrlEntries =>
  readEntries(list, derValueAt(list, 0, list.length), issuer, false);

const date = `170d${Buffer.from('260501000000Z').toString('hex')}`;
const reasonCode = (reason: string): string => `300c300a0603551d1504030a01${reason}`;

/** An entry in DER: its serial number in four bytes, and what else it has. */
const entry = (serial: number, more = ''): string => {
  const content = `0204${serial.toString(16).padStart(8, '0')}${date}${more}`;
  return `30${(content.length / 2).toString(16).padStart(2, '0')}${content}`;
};

const listOf = (...entries: readonly string[]): Buffer => {
  const content = Buffer.from(entries.join(''), 'hex');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const digits = length.subarray(length.findIndex((byte) => byte !== 0));
  const long = content.length < 0x80 ? digits : Buffer.of(0x80 + digits.length, ...digits);
  return Buffer.concat([Buffer.of(0x30), long, content]);
};

it('an entry that a delta takes off the list is told apart', () => {
  const list = listOf(entry(0x01020304), entry(0x01020305, reasonCode('08')));
  const ofIssuer = read(list).get(issuer.key);
  expect(['01020304', '01020305', '01020306'].map((serial) => ofIssuer?.get(serial))).toEqual([
    { removed: false },
    { removed: true },
    undefined,
  ]);
});

it('a hundred thousand entries are read', () => {
  const serials = Array.from({ length: 100_000 }, (_, n) => 0x10000000 + n);
  const entries = read(listOf(...serials.map((serial) => entry(serial, reasonCode('04')))));
  expect(entries.get(issuer.key)?.size).toBe(100_000);
});

it.each([
  [
    'a critical extension that is not understood',
    entry(0x01020304, '300d300b0603551d630101ff04010a'),
    'critical extension',
  ],
  ['an entry of another shape', '3003020101', 'no entry of a CRL'],
  ['an entry that ends behind the list', '300f0204', 'no DER'],
])('no entry is relied on beside %s', (_, wrong, fault) => {
  expect(() => read(listOf(entry(0x01020305), wrong))).toThrow(fault);
});
