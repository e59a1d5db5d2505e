import { expect, it } from 'vitest';
import { incidentEn } from '../words/incident-en.ts';
import { timeLeft } from './time-left.ts';

const at = '2026-11-25T08:00:00.000Z';
const left = (now: string) => timeLeft({ hours: 72, at }, new Date(now), incidentEn);

it('says in hours how long is left, and how much of the time that is', () => {
  expect(left('2026-11-23T20:00:00.000Z')).toEqual({
    share: 0.5,
    isOver: false,
    word: '36 h left',
  });
});

it('counts the last hour in minutes', () => {
  expect(left('2026-11-25T07:48:30.000Z').word).toBe('11 min left');
});

it('says how long ago the time ran out', () => {
  expect(left('2026-11-25T10:30:00.000Z')).toEqual({
    share: 0,
    isOver: true,
    word: 'passed 2 h ago',
  });
});
