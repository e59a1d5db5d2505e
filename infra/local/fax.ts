import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { toE164 } from '@kuvert/shared/phone';
import type { Delivery } from '@kuvert/simulators/carrier';

import { sampleFax } from './demonstration.ts';
import { findRunningHouse } from './running-house.ts';

/** `pnpm fax FILE [--to NUMBER] [--from NUMBER]`: plays the carrier against the running house. */
const usage = `pnpm fax FILE [--to NUMBER] [--from NUMBER]
  FILE    a TIFF or a PDF
  --to    the dialled fax number (${sampleFax.to} unless given)
  --from  the caller's number (${sampleFax.from} unless given)`;

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const readCommandLine = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { to: { type: 'string' }, from: { type: 'string' }, help: { type: 'boolean' } },
    });
  } catch {
    return fail(usage);
  }
};

const number = (text: string | undefined, fallback: string): string =>
  text === undefined ? fallback : (toE164(text) ?? text);

const send = async (file: string, from: string, to: string): Promise<Delivery> => {
  const { house, startedIn } = await findRunningHouse(process.env, fail);
  const bytes = await readFile(resolve(startedIn, file)).catch(() =>
    fail(`The file ${file} can't be read.`),
  );
  process.stdout.write(`Calling ${to} …\n`);
  const query = new URLSearchParams({ from, to });
  const response = await fetch(`${house.faxOrigin}/faxes?${query.toString()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.faxToken}` },
    body: Uint8Array.from(bytes),
  }).catch(() => fail('The house does not answer: is it still running?'));
  if (!response.ok) return fail(`The carrier could not send it: ${await response.text()}`);
  // Made from the same type in fax-counter.ts.
  return (await response.json()) as Delivery;
};

const { positionals, values } = readCommandLine();
const [file] = positionals;
if (values.help === true || file === undefined || positionals.length > 1) {
  process.stdout.write(`${usage}\n`);
  process.exit(values.help === true ? 0 : 1);
}
const to = number(values.to, sampleFax.to);
const delivery = await send(file, number(values.from, sampleFax.from), to);
for (const { name, status, milliseconds } of delivery.steps)
  process.stdout.write(
    `  ${name === 'incoming' ? 'announced' : 'reported'}: ${status} in ${Math.round(milliseconds)} ms\n`,
  );
if (delivery.message === undefined) fail('The house did not take the fax.');
process.stdout.write(`Taken as message ${delivery.message}\n`);
