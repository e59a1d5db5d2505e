import type { Check } from '../doctor.ts';
import { ok, wrong } from '../finding.ts';

/** Signed requests are refused when clocks differ by minutes; timelines look odd long before. */
const maxSeconds = 10;

/** The database's clock is ours. */
export const checkClock: Check = async ({ database }, clock) => {
  const { rows } = await database.query<{ now: Date }>('select clock_timestamp() as now');
  const seconds = Math.abs((rows[0]?.now.getTime() ?? 0) - clock.now().getTime()) / 1000;
  return [
    seconds > maxSeconds
      ? wrong(
          'clock',
          `this machine and the database differ by ${Math.round(seconds)} s`,
          'let both follow a time server (chrony, systemd-timesyncd)',
        )
      : ok('clock', 'this machine and the database agree'),
  ];
};
