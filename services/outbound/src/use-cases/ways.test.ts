import { createFixedClock } from '@kuvert/testkit/fixed-clock';
import { describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';

import type { StoredDelivery } from './ports.ts';
import { createWays, type Way } from './ways.ts';

const way = (carrier: string, mediaType: OutboundTransport['mediaType'], atOnce?: number): Way => ({
  // nothing else of it is looked at
  transport: { carrier, mediaType } as OutboundTransport,
  atOnce,
});

const own = way('hylafax', 'image/tiff', 2);
const other = way('signalwire', 'application/pdf');
const delivery = { id: asId<'delivery'>('d') } as StoredDelivery;

const waysOf = (
  some: {
    readonly underWay?: Readonly<Record<string, number>>;
    readonly held?: readonly string[];
    readonly ways?: readonly Way[];
  } = {},
) => {
  const clock = createFixedClock('2026-03-02T09:00:00Z');
  const deliveries = {
    callsUnderWay: (carrier: string) => Promise.resolve(some.underWay?.[carrier] ?? 0),
    mayCall: (carrier: string) => Promise.resolve(!some.held?.includes(carrier)),
  };
  const ways = createWays(some.ways ?? [own, other], deliveries, clock);
  const choose = async (of = delivery): Promise<string> => {
    const chosen = await ways.choose(of);
    return chosen.kind === 'way' ? chosen.way.transport.carrier : chosen.kind;
  };
  return { ways, choose, clock };
};

describe('the way that a fax goes', () => {
  it('is the first in order', async () => {
    expect(await waysOf().choose()).toBe('hylafax');
    expect(await waysOf({ ways: [other, own] }).choose()).toBe('signalwire');
  });

  it('is the next when every line of the first is in use', async () => {
    expect(await waysOf({ underWay: { hylafax: 1 } }).choose()).toBe('hylafax');
    expect(await waysOf({ underWay: { hylafax: 2 } }).choose()).toBe('signalwire');
  });

  it('is the next when the account of the first takes no orders', async () => {
    expect(await waysOf({ held: ['hylafax'] }).choose()).toBe('signalwire');
  });

  it('is the next for a minute after the first could not be reached', async () => {
    const { ways, choose, clock } = waysOf();
    ways.notReached(own);
    expect(await choose()).toBe('signalwire');
    clock.advance(60_000);
    expect(await choose()).toBe('hylafax');
  });

  it('is the one that could not be reached when there is no other', async () => {
    const { ways, choose } = waysOf({ ways: [own] });
    ways.notReached(own);
    expect(await choose()).toBe('hylafax');
  });

  it('is another than the one by which modems did not come to terms, when there is one', async () => {
    const gentler = { ...delivery, gentlerThan: 'hylafax' };
    expect(await waysOf().choose(gentler)).toBe('signalwire');
    expect(await waysOf({ ways: [own] }).choose(gentler)).toBe('hylafax');
  });

  it('is none while all are in use, or held', async () => {
    expect(await waysOf({ ways: [own], underWay: { hylafax: 2 } }).choose()).toBe('lines-busy');
    expect(await waysOf({ held: ['hylafax', 'signalwire'] }).choose()).toBe('account-held');
  });
});
