import { join } from 'node:path';

import { describeError } from '@kuvert/platform/logging/log';
import { KuvertError } from '@kuvert/shared/errors';

import { defaultDataFolder, layOutDataFolder } from './data-folder.ts';
import { demonstrationNumbers, demonstrationPeople } from './demonstration.ts';
import { startHouse, type House } from './house.ts';
import { choosePorts } from './ports.ts';
import { createProgress } from './progress.ts';
import { productionSettings } from './production-settings.ts';
import { sendSample } from './sample.ts';
import { untilParentGone } from './parent-watch.ts';

/** `pnpm start`: the whole house in one command, until Ctrl-C. */
const checkout = join(import.meta.dirname, '../..');
const progress = createProgress((text) => process.stdout.write(text));
let house: House | undefined;
let ending: Promise<void> | undefined;

const end = (exitCode: number): Promise<void> => {
  ending ??= (async () => {
    if (house) {
      progress.say('\nStopping …');
      await house.stop().catch((error: unknown) => complain(error));
      progress.say('Stopped; all data are kept.');
    }
    process.exit(exitCode);
  })();
  return ending;
};

const complain = (error: unknown): void => {
  const text = error instanceof KuvertError ? error.message : JSON.stringify(describeError(error));
  process.stderr.write(`${text}\n`);
};

const welcome = (running: House): void => {
  progress.say(`
Kuvert is ready: ${running.mailboxOrigin}

Log in as one of
${demonstrationPeople.map(({ name, departments }) => `  ${name.padEnd(34)} ${departments.join(', ')}`).join('\n')}

Fax numbers
${demonstrationNumbers.map(({ name, number }) => `  ${number}  ${name}`).join('\n')}

Send another fax
  npx -y pnpm@12 fax infra/local/samples/three-pages.tif --to ${demonstrationNumbers[1]?.number}

This is a demonstration: anybody on this machine can log in, and the master key's passphrase and
the recovery key lie beside the data (${running.keys.recoveryFile}). Ctrl-C stops it.`);
};

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGHUP', () => void end(0));
untilParentGone(() => void end(0));

try {
  const settings = productionSettings(process.env);
  if (settings.length > 0)
    throw new KuvertError(
      'configuration-wrong',
      `start runs a demonstration, with an identity provider that lets anybody in, and can't be mixed with production settings: unset ${settings.join(', ')}.\nFor production see docs/operators-guide.md.`,
    );
  progress.say('Kuvert starts');
  const path =
    process.env['KUVERT_DATA_DIR'] ?? defaultDataFolder(checkout, process.getuid?.() === 0);
  const running = await startHouse({
    checkout,
    folder: layOutDataFolder(path),
    ports: await choosePorts(),
    progress,
    durable: true,
    onTrouble: (line) => progress.say(`! ${line}`),
  });
  house = running;
  if (running.isNew) await progress.step('one sample fax', () => sendSample(running));
  welcome(running);
} catch (error) {
  complain(error);
  await end(1);
}
