import { expect, it } from 'vitest';

import { intakeOf } from './intake.ts';

const sound = { repaired: false, decrypted: false, missingPages: 0, removed: [] };

it('how a PDF came is kept as kinds and numbers', () => {
  const removed = [
    { kind: 'javascript', count: 2 },
    { kind: 'uri', count: 1 },
  ];
  expect(intakeOf({ ...sound, repaired: true, missingPages: 3, removed })).toEqual({
    repaired: true,
    decrypted: false,
    missingPages: 3,
    removed: { javascript: 2, uri: 1 },
  });
});

it('what a parser counts is written down as a whole number that the database takes', () => {
  const removed = [{ kind: 'uri', count: 1e300 }];
  expect(intakeOf({ ...sound, missingPages: 0.5, removed })).toMatchObject({
    missingPages: 1,
    removed: { uri: 2_147_483_647 },
  });
});

it('nothing is kept of a fax that came as TIFF', () => {
  expect(intakeOf(undefined)).toBeUndefined();
});
