import { once } from 'node:events';

import { KuvertError } from '@kuvert/shared/errors';

import { findDataFolder } from './data-folder.ts';
import { explain } from './explain.ts';
import { startHouse } from './house.ts';
import { watchLaunchers } from './launcher-watch.ts';
import { choosePorts } from './ports.ts';
import { productionSettings } from './production-settings.ts';
import { createProgress, untilStopped, type Progress } from './progress.ts';
import { sendPartnerSample, sendSampleReferral } from './partner-system.ts';
import { sendSample, sendSampleBySdk } from './sample.ts';
import { welcome } from './welcome.ts';

/** Runs the demonstration until a signal comes or what launched it is gone; resolves with the exit status. */
export const runUntilStopped = async (checkout: string, own: NodeJS.Process): Promise<number> => {
  const progress = createProgress((text) => own.stdout.write(text));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) own.on(signal, () => stop.abort());
  await watchLaunchers(() => stop.abort());
  try {
    refuseProduction(own.env);
    const folder = findDataFolder({
      chosen: own.env['KUVERT_DATA_DIR'],
      from: own.env['INIT_CWD'] ?? own.cwd(),
      checkout,
      isRoot: own.getuid?.() === 0,
    });
    progress.say('Kuvert starts');
    await run({ checkout, folder, stop: stop.signal, progress });
    return 0;
  } catch (error) {
    // Somebody stopped it while it was starting: what had started was taken down.
    if (error === stop.signal.reason) return 0;
    own.stderr.write(`${explain(error)}\n`);
    return 1;
  }
};

const refuseProduction = (environment: NodeJS.ProcessEnv): void => {
  const settings = productionSettings(environment);
  if (settings.length > 0)
    throw new KuvertError(
      'configuration-wrong',
      `start runs a demonstration, with an identity provider that lets anybody in, and can't be mixed with production settings: unset ${settings.join(', ')}.\nFor production see docs/operators-guide.md.`,
    );
};

interface Run {
  readonly checkout: string;
  readonly folder: ReturnType<typeof findDataFolder>;
  readonly stop: AbortSignal;
  readonly progress: Progress;
}

const run = async ({ checkout, folder, stop, progress }: Run): Promise<void> => {
  const stoppable = untilStopped(progress, stop);
  const house = await startHouse({
    checkout,
    folder,
    ports: await choosePorts(),
    progress: stoppable,
    durable: true,
    onTrouble: (line) => progress.say(`! ${line}`),
  });
  try {
    if (house.isNew) {
      await stoppable.step('one sample fax', () => sendSample(house));
      await stoppable.step("a partner's message", () => sendPartnerSample(house));
      await stoppable.step("a partner's referral", () => sendSampleReferral(house));
      await stoppable.step('a message by SDK', () => sendSampleBySdk(house));
    }
    progress.say(welcome(house));
    if (!stop.aborted) await once(stop, 'abort');
  } finally {
    progress.say('\nStopping …');
    await house.stop();
    progress.say('Stopped; all data are kept.');
  }
};
