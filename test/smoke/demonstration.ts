import type { Progress } from '@kuvert/infra/local/progress';

import { staffAt } from '../support/staff.ts';
import { startTestHouse } from '../support/test-house.ts';
import { untilAvailable } from './arrival.ts';
import { readFax } from './reading.ts';
import { readSmokeSample, samplePages, sampleRoute } from './sample.ts';
import type { Cleaning } from './cleaning.ts';

/** The demonstration, as `pnpm start` starts it, on free ports and throw-away data: one fax from the carrier to a screen. */
export const smokeDemonstration = async (progress: Progress, cleaning: Cleaning): Promise<void> => {
  const house = await startTestHouse({
    progress,
    readsText: true,
    onTrouble: (line) => progress.say(`! ${line}`),
  });
  cleaning.later('house and data removed', house.remove);
  const anna = await progress.step('login', () => staffAt(house.mailboxOrigin, 'anna'));
  const tiff = await readSmokeSample();
  const arrival = await progress.step('a fax by the webhook', () =>
    untilAvailable(anna, async () => {
      const { from, to } = sampleRoute;
      const { message, steps } = await house.carrier.send(
        { bytes: tiff, from, to, pages: samplePages },
        { publicOrigin: house.ingestOrigin },
      );
      if (message !== undefined) return message;
      throw new Error(`the fax was refused: ${steps.map(({ status }) => status).join(', ')}`);
    }),
  );
  await readFax(progress, anna, arrival.message, tiff);
  progress.say(
    `From the webhook to available: ${arrival.milliseconds} ms (${samplePages} pages, G4)`,
  );
};
