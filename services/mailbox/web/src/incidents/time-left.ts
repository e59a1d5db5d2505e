import type { IncidentSummary } from '../../../src/http/api.ts';
import type { IncidentWords } from '../words/incident-en.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface TimeLeft {
  /** Of the hours that the law gives, from 0 to 1. */
  readonly share: number;
  readonly isOver: boolean;
  readonly word: string;
}

/** How long there is until a deadline, or how long ago it passed. */
export const timeLeft = (
  { hours, at }: Pick<IncidentSummary['deadlines'][number], 'hours' | 'at'>,
  now: Date,
  words: IncidentWords,
): TimeLeft => {
  const ms = Date.parse(at) - now.getTime();
  const far = Math.abs(ms);
  const time =
    far < hourMs
      ? words.minutes(Math.floor(far / minuteMs))
      : words.hours(Math.floor(far / hourMs));
  return {
    share: Math.min(1, Math.max(0, ms / (hours * hourMs))),
    isOver: ms <= 0,
    word: ms > 0 ? words.left(time) : words.over(time),
  };
};
