import { describe, expect, it } from 'vitest';

import { certificatesOf } from '@kuvert/identity/certificate/read-file';
import { extension } from '@kuvert/identity/test-support/certificate-authority';
import { daysFromNow, makeCrl, now, siths } from '@kuvert/identity/test-support/siths-look-alike';
import { KuvertError } from '@kuvert/shared/errors';

import { createCrlKeeper, type CrlKeeper } from './crl-keeper.ts';

const url = 'http://crl.example.se/hsa3.crl';
const minute = 60_000;

/** A keeper with a clock, a store and a place of lists that tests change. */
const bench = () => {
  const state = {
    at: now.getTime(),
    list: makeCrl(siths.hsa3) as Uint8Array | undefined,
    stored: new Map<string, Uint8Array>(),
    asked: 0,
    codes: [] as string[],
  };
  const keeper: CrlKeeper = createCrlKeeper({
    clock: { now: () => new Date(state.at) },
    known: [siths.root, siths.hsa3].flatMap(({ der }) => certificatesOf(der)),
    failed: () => undefined,
    fetch: async () => {
      state.asked += 1;
      if (state.list) return state.list;
      throw new KuvertError('fetch-failed', 'nobody is there');
    },
    store: {
      read: async (at) => state.stored.get(at),
      keep: async (at, { der }) => void state.stored.set(at, der),
      failed: async (_at, code) => void state.codes.push(code),
    },
  });
  return { state, keeper };
};

const numbersOf = (keeper: CrlKeeper) => keeper.lists().map(({ number }) => number);
const numbered = (number: number, from = daysFromNow(-1)): Buffer =>
  makeCrl(siths.hsa3, {
    validity: { from, to: daysFromNow(1) },
    extensions: [extension.crlNumber(number)],
  });

describe('a CRL that is kept', () => {
  it('is fetched once while it is good, and not again for each who asks', async () => {
    const { state, keeper } = bench();
    await Promise.all([keeper.hold([url]), keeper.hold([url])]);
    await keeper.hold([url]);
    expect([state.asked, keeper.lists().length]).toEqual([1, 1]);
  });

  it('is fetched anew within the hour, in the background', async () => {
    const { state, keeper } = bench();
    state.list = numbered(1);
    await keeper.hold([url]);
    await keeper.refresh();
    state.list = numbered(2);
    state.at += 61 * minute;
    await keeper.refresh();
    expect([state.asked, numbersOf(keeper)]).toEqual([2, [2n]]);
  });

  it('is fetched anew at once for who comes when it is over', async () => {
    const { state, keeper } = bench();
    state.list = numbered(1);
    await keeper.hold([url]);
    state.at = daysFromNow(1).getTime();
    state.list = numbered(2);
    await keeper.hold([url]);
    expect([state.asked, numbersOf(keeper)]).toEqual([2, [2n]]);
  });

  it('stays when a fetch fails, which is tried again in a minute', async () => {
    const { state, keeper } = bench();
    await keeper.hold([url]);
    state.list = undefined;
    state.at += 61 * minute;
    await keeper.refresh();
    expect([keeper.lists().length, state.codes]).toEqual([1, ['fetch-failed']]);
  });

  it.each([
    ['an older one, played again', () => numbered(1, daysFromNow(-2))],
    ['one that another CA signed', () => makeCrl(siths.hsa3, { signedBy: siths.id3.key })],
    [
      'one that the CA above it signed in its name',
      () => makeCrl(siths.hsa3, { signedBy: siths.root.key }),
    ],
    ['a page of HTML', () => Buffer.from('<html>')],
    [
      'one that does not say how long it is good',
      () => makeCrl(siths.hsa3, { validity: { from: daysFromNow(0), to: undefined } }),
    ],
  ])('is never replaced by %s', async (_, other) => {
    const { state, keeper } = bench();
    state.list = numbered(7);
    await keeper.hold([url]);
    state.list = other();
    state.at += 61 * minute;
    await keeper.refresh();
    expect(numbersOf(keeper)).toEqual([7n]);
  });

  it('comes from the store after a start while its place is away', async () => {
    const { state, keeper } = bench();
    state.list = undefined;
    state.stored.set(url, numbered(3));
    await keeper.hold([url]);
    expect(numbersOf(keeper)).toEqual([3n]);
  });

  it('is one of 64 at most, however many places certificates name', async () => {
    const { state, keeper } = bench();
    await keeper.hold(Array.from({ length: 100 }, (_, index) => `${url}?${index}`));
    expect(state.asked).toBe(64);
  });
});
