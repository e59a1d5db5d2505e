import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { whereTextIs } from './where-text-is.ts';

describe('what the picture of a page says of its text', () => {
  it.each([
    [{ state: 'ready', language: 'sv' }, en.text.under],
    [{ state: 'pending' }, en.text.pending],
    [{ state: 'failed', reason: 'time-limit' }, en.text.failed],
    [{ state: 'none' }, en.text.none],
  ] as const)('%j', (text, said) => {
    expect(whereTextIs(text, en)).toBe(said);
  });

  it('is nothing until it is known', () => {
    expect(whereTextIs(null, en)).toBe('');
  });
});
