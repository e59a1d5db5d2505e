import { expect, it } from 'vitest';

import { xmlText } from './xml-text.ts';

it.each([
  ['as it is where an element can hold it', 'Åsa & <b> 𝟙\t\n', 'Åsa & <b> 𝟙\t\n'],
  ['without controls', 'rad\u000brad\u0000', 'radrad'],
  ['without half of a character that was cut', 'a\ud83d', 'a'],
  ['without what Unicode calls none', 'a\ufffe\uffffb', 'ab'],
  ['a dash where nothing is left', ' \u0001 ', '–'],
])('is %s', (_how, text, held) => {
  expect(xmlText(text)).toBe(held);
});
