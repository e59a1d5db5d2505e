import { expect, it } from 'vitest';

import { isShallow } from './shallow.ts';

const isShallowText = (text: string): boolean => isShallow(Buffer.from(text), 2);

it.each([
  ['as deep as allowed', '[{"a":1},{"b":[]}]'.replace('[]', '2'), true],
  ['deeper', '[[[]]]', false],
  ['deeper by objects', '{"a":{"b":{}}}', false],
  ['deep and never closed', '[[[', false],
  ['with brackets in texts alone', '["[[[", "{{{"]', true],
  ['with a quote in a text', String.raw`["a\"[[[", "\\"]`, true],
  ['with a backslash before the end of a text', String.raw`["\\",[[[]]]]`, false],
  ['with a text that does not end', '["[[[', true],
])('JSON %s', (_how, text, shallow) => {
  expect(isShallowText(text)).toBe(shallow);
});
