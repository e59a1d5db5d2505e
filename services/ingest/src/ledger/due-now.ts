import type { Clock } from '@kuvert/shared/clock';

/** More than clocks of machines that are kept in step differ by. */
const skewMs = 10_000;

/** When work is due that may begin at once: also by the database's clock, which decides and may be behind ours. */
export const dueNow = (clock: Clock): Date => new Date(clock.now().getTime() - skewMs);
