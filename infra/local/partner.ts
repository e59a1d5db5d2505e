import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { MessageData } from '@kuvert/shared/partners/client-api';
import type { PartnerSystem } from '@kuvert/simulators/partner';
import { LineLostError } from '@kuvert/simulators/partner/faults';
import type { NamedPdf, PartnerLetter } from '@kuvert/simulators/partner/message';

import { demonstrationPartner } from './demonstration.ts';
import {
  openPartnerSystem,
  sampleLetter,
  sampleOf,
  sampleReferral,
  sendAsFhir,
  sendReferral,
} from './partner-system.ts';
import { findRunningHouse } from './running-house.ts';

/** `pnpm partner send [--fhir | --referral] [FILE…] | tasks | fetch | list`, two of them with `--fault HOW`: plays the partner's system against the running house. */

const usage = `pnpm partner send [FILE…]  sends a message with PDFs to ${demonstrationPartner.department};
                           with --fhir as a FHIR message, with --referral as a referral, in FHIR
pnpm partner tasks         how its referrals go
pnpm partner list          what is for the partner, and what became of what it sent
pnpm partner fetch         fetches what is for the partner into this folder, and says that it has it

What goes wrong at the partner's, once, and what its system does about it:
  send --fault slow        sends its message slowly
  send --fault cut         breaks off in the middle, and sends it again under the same id
  send --fault lost        never hears the answer, and sends it again
  send --fault twice       sends it twice at the same time
  fetch --fault slow       reads the first message slowly
  fetch --fault cut        breaks off in the middle of it, and fetches it again
  fetch --fault late       doesn't say that it has anything: it does the next time
  fetch --fault lost       never hears that this was heard, and says it again
  fetch --fault twice      says it twice`;

const sendingFaults = ['slow', 'cut', 'lost', 'twice'] as const;
const fetchCommandFaults = ['slow', 'cut', 'late', 'lost', 'twice'] as const;

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const pdfOf = async (file: string): Promise<NamedPdf> => ({
  name: basename(file),
  pdf: await readFile(file).catch(() => fail(`The file ${file} can't be read.`)),
});

const send = async (
  system: PartnerSystem,
  [first, ...more]: readonly [string, ...string[]],
  as: 'message' | 'fhir' | 'referral',
  fault: string | undefined,
): Promise<void> => {
  const letter = {
    ...(as === 'referral' ? sampleReferral : sampleLetter),
    messageId: randomUUID(),
    ...(await pdfOf(first)),
    further: await Promise.all(more.map(pdfOf)),
  };
  if (fault !== undefined) system.misbehave({ send: oneOf(sendingFaults, fault) });
  await orAgain<unknown>(() => sentAs[as](system, letter));
  say(`Taken as ${letter.messageId}`);
  say('Log in as Anna Lind to see it, and answer it; then: pnpm partner fetch');
};

const sentAs = {
  message: (system: PartnerSystem, letter: PartnerLetter) => system.send(letter),
  fhir: sendAsFhir,
  referral: sendReferral,
} as const;

/** What is read of a FHIR Task here. */
interface Told {
  readonly id: string;
  readonly status: string;
  readonly lastModified: string;
  readonly owner?: { readonly display?: string };
  readonly restriction?: { readonly period: { readonly end: string } };
}

const tasks = async (system: PartnerSystem): Promise<void> => {
  const { status, body } = await system.tasks();
  if (status !== 200) throw new Error(`the gateway answered ${status}, not 200`);
  const entries: readonly { readonly resource: Told }[] = Object(body).entry ?? [];
  for (const { resource } of entries) say(taskWords(resource));
  if (entries.length === 0) say('No message of the partner is a referral.');
};

const taskWords = ({ id, status, lastModified, owner, restriction }: Told): string =>
  [
    `${status.padEnd(10)} ${id}`,
    `  since       ${lastModified}`,
    `  with        ${owner?.display ?? 'a department'}`,
    ...(restriction ? [`  answer by   ${restriction.period.end}`] : []),
  ].join('\n');

const list = async (system: PartnerSystem): Promise<void> => {
  const messages = await system.list();
  for (const { id, attributes } of messages) say(`${attributes.messageStatus.padEnd(9)} ${id}`);
  if (messages.length === 0) say('There is nothing.');
};

/** Does it again when the line was lost, as a system would. */
const orAgain = async <Result>(act: () => Promise<Result>): Promise<Result> =>
  act().catch((error: unknown) => {
    if (!(error instanceof LineLostError)) throw error;
    say(`! ${error.message}; once more`);
    return act();
  });

const fetchAll = async (
  system: PartnerSystem,
  folder: string,
  fault: string | undefined,
): Promise<void> => {
  if (fault !== undefined) misbehaveAtFetching(system, fault);
  const ready = await system.list('filter[messageStatus]=NEW');
  for (const { id } of ready) {
    const message = await orAgain(() => system.fetch(id));
    const file = await save(message, folder);
    if (fault === 'late') say('! not told that it is here: the next fetch does it');
    else await orAgain(() => system.remove(id));
    say(wordsOf(message, file));
  }
  if (ready.length === 0) say('Nothing is ready for the partner yet.');
};

const misbehaveAtFetching = (system: PartnerSystem, fault: string): void => {
  switch (oneOf(fetchCommandFaults, fault)) {
    case 'slow':
      return system.misbehave({ fetch: 'slow' });
    case 'cut':
      return system.misbehave({ fetch: 'cut' });
    case 'lost':
      return system.misbehave({ delete: 'lost' });
    case 'twice':
      return system.misbehave({ delete: 'twice' });
    case 'late':
      return;
  }
};

const oneOf = <Word extends string>(words: readonly Word[], given: string): Word =>
  words.find((word) => word === given) ?? fail(usage);

const save = async ({ id, attributes }: MessageData, folder: string): Promise<string> => {
  const content = attributes.digitalDocument?.[0]?.contentFiles?.[0]?.content ?? '';
  const file = resolve(folder, `reply-${id}.pdf`);
  await writeFile(file, Buffer.from(content, 'base64'), { mode: 0o600 });
  return file;
};

const wordsOf = ({ attributes }: MessageData, file: string): string => {
  const { label, senderAttention, recipientAttention, refToMessageId } = attributes;
  const references = recipientAttention.referenceId ?? [];
  return [
    `${label}, from ${senderAttention.subOrganization.label ?? 'a department'}`,
    `  answers     ${refToMessageId ?? 'nothing'}`,
    ...references.map(({ label: name, extension }) => `  reference   ${name}: ${extension}`),
    `  pages       ${file}`,
  ].join('\n');
};

const readCommandLine = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        fhir: { type: 'boolean' },
        referral: { type: 'boolean' },
        fault: { type: 'string' },
      },
    });
  } catch {
    return fail(usage);
  }
};

const { positionals, values } = readCommandLine();
const [act, first, ...more] = positionals;
if (values.help === true || act === undefined || (act !== 'send' && first !== undefined)) {
  say(usage);
  process.exit(values.help === true ? 0 : 1);
}
const { house, startedIn } = await findRunningHouse(process.env, fail);
const system = await openPartnerSystem(house);
try {
  if (act === 'send')
    await send(
      system,
      [
        first === undefined ? sampleOf(values.referral) : resolve(startedIn, first),
        ...more.map((file) => resolve(startedIn, file)),
      ],
      values.referral === true ? 'referral' : values.fhir === true ? 'fhir' : 'message',
      values.fault,
    );
  else if (act === 'list') await list(system);
  else if (act === 'tasks') await tasks(system);
  else if (act === 'fetch') await fetchAll(system, startedIn, values.fault);
  else fail(usage);
} catch (error) {
  fail(error instanceof Error ? error.message : 'It did not work.');
}
