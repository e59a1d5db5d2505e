import { expect, it } from 'vitest';

import { nameOf } from './name.ts';

it.each([
  [{ name: 'Anna Öberg' }, 'Anna Öberg'],
  [{ name: '  Anna\n\u0000Öberg ' }, 'Anna Öberg'],
  [{ name: 'Anna \u202eÖberg' }, 'Anna Öberg'],
  [{ given_name: 'Anna', family_name: 'Öberg' }, 'Anna Öberg'],
  [{ family_name: 'Öberg' }, 'Öberg'],
  [{ name: '\u200e' }, undefined],
  [{ name: ['Anna'] }, undefined],
  [{}, undefined],
])('the claims %j name %j', (claims, name) => {
  expect(nameOf(claims)).toBe(name);
});

it('a name is cut to a hundred characters, none of them in half', () => {
  expect(nameOf({ name: '🦉'.repeat(300) })).toBe('🦉'.repeat(100));
});
