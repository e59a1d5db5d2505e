import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

const colours = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  );

const grounds = ['desk', 'surface', 'surface-hover', 'surface-selected'];
const texts = ['ink', 'ink-soft', 'accent', 'waiting', 'overdue', 'unknown'];

const pairs = (ones: string[], others: string[]) =>
  ones.flatMap((one) => others.map((other) => [one, other] as const));

const textPairs = [
  ...pairs(texts, grounds),
  ['paper-ink', 'paper'],
  ['ink', 'waiting-ground'],
  ['waiting', 'waiting-ground'],
  ['ink', 'overdue-ground'],
  ['overdue', 'overdue-ground'],
  ['ink', 'unknown-ground'],
  ['unknown', 'unknown-ground'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
] as const;

it('knows black on white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each([
  ['light', colours(light)],
  ['dark', { ...colours(light), ...colours(dark) }],
])('in the %s theme', (_, colour) => {
  const ratio = (one: string, other: string) => contrast(colour[one] ?? '', colour[other] ?? '');

  it.each(textPairs)('text in %s on %s has 7:1', (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(7);
  });

  it.each(grounds)('borders of controls on %s have 3:1', (ground) => {
    expect(ratio('control', ground)).toBeGreaterThanOrEqual(3);
  });

  it.each(grounds)('the focus ring on %s has 3:1', (ground) => {
    expect(ratio('accent', ground)).toBeGreaterThanOrEqual(3);
  });
});

it('has a dark value for every colour of the light theme', () => {
  expect(Object.keys(colours(dark))).toEqual(Object.keys(colours(light)));
});
