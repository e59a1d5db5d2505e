import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import type { OutboundConfig } from '@kuvert/outbound/config';
import { openHouse, type House } from '@kuvert/outbound/test-support/house';
import { buildTiff } from '@kuvert/fax-document/testing/tiff-builder';

import { g4Page, receivedPages } from '../corpus.ts';
import { median } from '../interleave.ts';
import { withPostgres } from '../postgres.ts';
import { childrenOf, residentBytesOf } from '../processes.ts';
import type { Bench, Measured, Row } from '../row.ts';

const ORDERS = 2000;
const AT_ONCE = 30;
/** A call is three of these and fetching: a tenth of a real one, so lines fall free ten times as often. */
const PACE_MS = 2000;
const LOOK_MS = 250;
/** Told of so often. */
const TOLD = ORDERS / 10;
/** Between the second and the last of these memory is compared: V8 takes what it works in during the first. */
const QUARTER = ORDERS / 4;

/** One look: calls under way at the carrier, orders that it has had, resident bytes of outbound's processes. */
interface Look {
  readonly busy: number;
  readonly taken: number;
  readonly bytes: number;
}

const ended: ReadonlySet<string> = new Set([
  'delivered',
  'failed',
  'busy',
  'no-answer',
  'canceled',
]);

async function residentBytes(pid: number): Promise<number> {
  const all = [pid, ...(await childrenOf(pid))];
  const each = await Promise.all(all.map(residentBytesOf));
  return each.reduce((sum, { now }) => sum + now, 0);
}

async function lookAt({ carrier }: House, pid: number): Promise<Look> {
  const { faxes } = carrier.orders;
  const busy = faxes.filter(({ status }) => !ended.has(status)).length;
  return { busy, taken: faxes.length, bytes: await residentBytes(pid) };
}

async function startOutbound({ database, sending }: House): Promise<ChildProcess> {
  const config: OutboundConfig = {
    databaseUrl: database.urlOf('outbound'),
    host: '127.0.0.1',
    operationsPort: 0,
    webhooks: undefined,
    notices: undefined,
    sending: {
      ...sending,
      carriers: { ...sending.carriers, calls: new Map([['signalwire', AT_ONCE]]) },
      submitMs: 30_000,
    },
  };
  const child = fork(new URL('../outbound-process.ts', import.meta.url), {
    serialization: 'advanced',
  });
  child.send(config);
  await once(child, 'message');
  return child;
}

async function fill(house: House): Promise<void> {
  const page = receivedPages()[0];
  if (!page) throw new Error('there is no page');
  const tiff = buildTiff([g4Page(page)]);
  for (let order = 0; order < ORDERS; order++)
    await house.order({ to: `+46${310_000_000 + order}`, tiff });
}

/** Looks from the first full lines until the last order was taken. */
async function dialled({ folder, report }: Bench): Promise<readonly Look[]> {
  return withPostgres(folder, async (serverUrl) => {
    const house = await openHouse({ serverUrl, paceMs: PACE_MS });
    const looks: Look[] = [];
    try {
      await fill(house);
      report(`${ORDERS} orders wait`);
      const outbound = await startOutbound(house);
      try {
        for (let taken = 0; taken < ORDERS;) {
          await pause(LOOK_MS);
          const look = await lookAt(house, outbound.pid ?? 0);
          if (Math.floor(look.taken / TOLD) > Math.floor(taken / TOLD))
            report(`${look.taken} taken, ${look.busy} under way`);
          ({ taken } = look);
          if (looks.length > 0 || look.busy === AT_ONCE) looks.push(look);
        }
      } finally {
        outbound.kill();
        await once(outbound, 'exit');
      }
    } finally {
      await house.close();
    }
    return looks;
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const bytesOf = (looks: readonly Look[]): number => median(looks.map(({ bytes }) => bytes));

/** Both rows are of one run, which takes minutes. */
export function dialling(): readonly Row[] {
  let run: Promise<readonly Look[]> | undefined;
  const looks = (bench: Bench): Promise<readonly Look[]> => (run ??= dialled(bench));
  return [
    {
      name: '2,000 queued orders, 30 calls at once: calls under way, mean until the last was taken (anchor: 30)',
      target: { atLeast: 0.95 },
      needs: [],
      measure: async (bench): Promise<Measured> => ({
        ours: mean((await looks(bench)).map(({ busy }) => busy)),
        anchor: AT_ONCE,
      }),
    },
    {
      name: '2,000 queued orders: resident bytes of outbound at the last 500 (anchor: at 500 to 1,000)',
      target: { atMost: 1.05 },
      needs: [],
      measure: async (bench): Promise<Measured> => {
        const all = await looks(bench);
        const within = (from: number) =>
          all.filter(({ taken }) => taken > from && taken <= from + QUARTER);
        return { ours: bytesOf(within(ORDERS - QUARTER)), anchor: bytesOf(within(QUARTER)) };
      },
    },
  ];
}
