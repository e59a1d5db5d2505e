import { describe, expect, it } from 'vitest';

import { outcomeOf, type JobFacts } from './outcomes.ts';
import { reasonOfText, reasons } from './reasons.ts';

const failed = (some: Partial<JobFacts>) =>
  outcomeOf({
    state: 'failed',
    dials: 1,
    pages: 0,
    totalPages: 2,
    hasLog: false,
    status: '',
    ...some,
  });

describe('why a job failed', () => {
  it.each([
    ['Busy signal detected; too many attempts to dial', 'busy', 'E001'],
    ['No carrier detected; too many attempts to dial', 'voice', 'E002'],
    ['No answer from remote; too many attempts to dial', 'no-answer', 'E003'],
    ['No local dialtone; too many attempts to dial', 'congestion', 'E004'],
    ['Carrier established, but Phase A failure; too many attempts to dial', 'training', 'E007'],
    ['Data connection established (wanted fax)', 'voice', 'E008'],
    ['Ringback detected, no answer without CED', 'no-answer', 'E011'],
    ['No receiver protocol (T.30 T1 timeout); too many attempts to dial', 'voice', 'E126'],
    ['Unable to transmit page (giving up after RTN)', 'training', 'E130'],
    ['Client does not support document page width, max remote', 'capability', 'E416'],
    ['REJECT: Unable to convert dial string to canonical format', 'invalid-number', 'E327'],
    ['REJECT: we do not call there', 'refused', 'E348'],
  ])('%s: %s (%s)', (status, cause, code) => {
    expect(failed({ status })).toEqual({ fact: { kind: 'failed', cause }, evidence: { code } });
  });

  it('stands before "too many attempts", whatever the last number is', () => {
    const status = 'Busy signal detected; too many attempts to dial';
    expect(failed({ status, statusCode: 333 }).fact).toEqual({ kind: 'failed', cause: 'busy' });
  });

  it('is in the log of the call when the job says no more than that there were too many', () => {
    const log = ['SEND FILE', 'Client does not support document page width, max remote 1728'];
    const status = 'REJECT: Too many attempts to dial: 1, max 1';
    expect(failed({ status, statusCode: 333, log }).fact).toEqual({
      kind: 'failed',
      cause: 'capability',
    });
    expect(failed({ status, statusCode: 333 }).fact).toEqual({
      kind: 'failed',
      cause: 'unspecified',
    });
  });

  it('is the last number in the log when the time ran out during the call', () => {
    const log = ['SEND FAILED: JOB 4 ERR [1] Busy signal', 'SEND FAILED: JOB 4 ERR [333] Busy'];
    expect(failed({ status: 'Kill time expired', statusCode: 325, log }).fact).toEqual({
      kind: 'failed',
      cause: 'busy',
    });
  });

  it('is known as soon as HylaFAX puts a job off after its one call', () => {
    const status = 'High resolution document is not supported by client, image resolution 7.7';
    const { fact, evidence } = outcomeOf({
      ...{ state: 'waiting', dials: 1, pages: 0, totalPages: 1, hasLog: true },
      status,
    });
    expect([fact, evidence]).toEqual([{ kind: 'failed', cause: 'capability' }, { code: 'E414' }]);
  });

  it('is unspecified for words that nobody knows', () => {
    expect(failed({ status: 'The moon was full' }).fact).toEqual({
      kind: 'failed',
      cause: 'unspecified',
    });
  });
});

describe('a call that broke off', () => {
  const silent = 'No response to EOP repeated 3 tries; too many attempts to dial';

  it('is unknown when all pages were sent and the last was not confirmed', () => {
    expect(failed({ status: silent, pages: 1, totalPages: 2 }).fact).toEqual({
      kind: 'unconfirmed',
      reason: 'no-response-after-last-page',
      pages: 1,
    });
    expect(failed({ status: silent, pages: 0, totalPages: 1 }).fact.kind).toBe('unconfirmed');
  });

  it('is unknown when nobody counted the pages', () => {
    expect(failed({ status: silent, pages: 0, totalPages: 0 }).fact.kind).toBe('unconfirmed');
  });

  it('is partial when more pages were to come', () => {
    const status = 'No response to MPS repeated 3 tries; too many attempts to dial';
    expect(failed({ status, pages: 1, totalPages: 3 }).fact).toEqual({
      kind: 'failed',
      cause: 'partial',
      pages: 1,
    });
  });

  it('is partial when pages were confirmed before the receiver refused one', () => {
    const status = 'Unable to transmit page (giving up after 3 attempts)';
    expect(failed({ status, pages: 1, totalPages: 2 }).fact).toEqual({
      kind: 'failed',
      cause: 'partial',
      pages: 1,
    });
  });

  it('by a hand here is unknown when its last page was on the line, cancelled before any call', () => {
    const status = 'Job aborted by request';
    expect(failed({ status, totalPages: 1 }).fact.kind).toBe('unconfirmed');
    expect(failed({ status, dials: 0 }).fact.kind).toBe('cancelled');
  });

  it('by a hand here while nobody had answered yet is no cancelled one: the number was called', () => {
    const status = 'Job aborted by request';
    expect(failed({ status, dials: 0, hasLog: true, totalPages: 1 }).fact).toEqual({
      kind: 'failed',
      cause: 'unspecified',
    });
  });

  it('by a program that died is never called a failure of which nothing arrived', () => {
    const status = 'Send program terminated abnormally with exit status 0x9';
    expect(failed({ status, dials: 0, totalPages: 1 }).fact.kind).toBe('unconfirmed');
    expect(failed({ status, dials: 0, totalPages: 3 }).fact).toMatchObject({ cause: 'partial' });
  });
});

describe('the table of reasons', () => {
  it('tells each text by its beginning, with the cause of its own', () => {
    for (const { text, cause, stage } of reasons)
      expect(reasonOfText(text)).toMatchObject({ cause, stage });
  });

  it('means one thing by a number, whatever its words', () => {
    const meanings = new Set(reasons.map(({ code, cause, stage }) => `${code} ${cause} ${stage}`));
    expect(meanings.size).toBe(new Set(reasons.map(({ code }) => code)).size);
  });
});
