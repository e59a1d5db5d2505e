import { describe, expect, it } from 'vitest';

import { parseMailAddress } from './mail-address.ts';

describe('an address that notices go to', () => {
  it.each([
    ['vard@kommun.example', 'vard@kommun.example'],
    ['Anna.Ek+fax@Kommun.Example', 'Anna.Ek+fax@kommun.example'],
    ["o'brien@a.b.xn--vrd-qla.se", "o'brien@a.b.xn--vrd-qla.se"],
  ])('%s is kept as %s', (text, kept) => {
    expect(parseMailAddress(text)).toBe(kept);
  });

  it.each([
    ['nothing', ''],
    ['no @', 'kommun.example'],
    ['nobody', '@kommun.example'],
    ['no domain', 'vard@'],
    ['a host without a domain', 'vard@localhost'],
    ['an IP address', 'vard@[192.0.2.1]'],
    ['a name beside it', 'Anna <anna@kommun.example>'],
    ['two addresses', 'a@kommun.example,b@kommun.example'],
    ['a line of its own', 'a@kommun.example\r\nBcc: b@elsewhere.example'],
    ['a line end', 'a@kommun.example\n'],
    ['a quoted part', '"a b"@kommun.example'],
    ['two dots', 'a..b@kommun.example'],
    ['letters beyond ASCII', 'vård@kommun.example'],
    ['a label that begins with a hyphen', 'a@-kommun.example'],
    ['65 characters before the @', `${'a'.repeat(65)}@kommun.example`],
    ['255 characters', `a@${'b.'.repeat(124)}example`],
  ])('is none with %s', (_what, text) => {
    expect(parseMailAddress(text)).toBeUndefined();
  });
});
