import { expect, it } from 'vitest';

import { decodeBase64, isProgram } from './attached-file.ts';

it.each(['', 'not base64!', 'QUJD_-8=', ' QUJD', 'QUJDR', 'QQ==QQ=='])(
  '%j is no base64',
  (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  },
);

it('base64 may be broken into lines', () => {
  expect(decodeBase64('QUJD\r\nREU=\n')).toEqual(Buffer.from('ABCDE'));
});

it.each(['MZ\x90\0', '\x7fELF', '#!/bin/sh', 'X5O!P%@AP$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'])(
  '%j is a program',
  (beginning) => {
    expect(isProgram(Buffer.from(beginning, 'latin1'))).toBe(true);
  },
);

it('a PDF is none', () => {
  expect(isProgram(Buffer.from('%PDF-1.7\n'))).toBe(false);
});
