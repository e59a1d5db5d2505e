import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { SentAttributes } from '@kuvert/shared/partners/client-api';
import { rejectionReasons } from '@kuvert/shared/partners/refusal';
import { messageOf } from '@kuvert/simulators/partner/message';

import { demonstrationHospital, demonstrationPartner } from './demonstration.ts';
import { sampleLetter, sampleOf, sampleReferral } from './partner-system.ts';
import { findRunningHouse } from './running-house.ts';
import { openSdkControl, type SdkControl } from './sdk-control.ts';

/** `pnpm sdk send | list | fetch | messages | fault | receipts | receipt | state | expire`: plays an organisation on SDK, behind the running house's message service. */

const reasonWords = rejectionReasons.map(({ code, reason }) => `${code} ${reason}`);

const usage = `pnpm sdk send [FILE]            sends a message with a PDF to ${demonstrationPartner.department};
                                with --referral one that people mark as a referral
pnpm sdk list                   what ${demonstrationHospital.name} got
pnpm sdk fetch                  writes the PDFs that it got into this folder
pnpm sdk fault ON HOW [TIMES]   lets the message service fail the next times that it is asked:
                                ON is token, send, list, fetch or delete;
                                HOW is slow, cut, nonsense, endless, or a status such as 429
pnpm sdk receipts held          from now on receipts wait; \`receipts given\` lets them come again
pnpm sdk receipt ID [REASON]    gives one: late, once more, or rejecting; REASON is one of
                                ${reasonWords.join(', ')}
pnpm sdk state ID STATE         shows a state out of order, such as ERROR
pnpm sdk messages               what the message service holds, with ids and states
pnpm sdk expire                 from now on it takes no token that it gave`;

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const send = async (control: SdkControl, file: string, isReferral: boolean): Promise<void> => {
  const pdf = await readFile(file).catch(() => fail(`The file ${file} can't be read.`));
  const messageId = randomUUID();
  const letter = {
    ...sampleLetter,
    ...(isReferral ? { label: `Remiss: ${sampleReferral.label}`, text: sampleReferral.text } : {}),
    messageId,
    pdf,
  };
  const receipt = await control.deliver(messageOf(demonstrationHospital.correspondence, letter));
  if (receipt.kind === 'rejected')
    fail(`Rejected: ${receipt.why.code} ${receipt.why.reason} ${receipt.at ?? ''}`);
  say(`Sent as ${messageId}; the house fetches it within seconds`);
  say('Log in as Anna Lind to see it, and answer it; then: pnpm sdk list');
};

const list = async (control: SdkControl): Promise<void> => {
  const messages = await control.received();
  for (const message of messages) say(wordsOf(message));
  if (messages.length === 0) say('Nothing came by SDK yet.');
};

const fetchAll = async (control: SdkControl, folder: string): Promise<void> => {
  for (const message of await control.received()) {
    const content = message.digitalDocument[0]?.contentFiles?.[0]?.content ?? '';
    const file = resolve(folder, `sdk-${message.messageId}.pdf`);
    await writeFile(file, Buffer.from(content, 'base64'), { mode: 0o600 });
    say(`${wordsOf(message)}\n  pages       ${file}`);
  }
};

const wordsOf = ({
  messageId,
  label,
  senderAttention,
  recipientAttention,
  refToMessageId,
}: SentAttributes): string => {
  const { label: name, extension } = senderAttention.subOrganization;
  return [
    `${label}, from ${name ?? extension}`,
    `  message     ${messageId}`,
    `  answers     ${refToMessageId ?? 'nothing'}`,
    ...(recipientAttention.referenceId ?? []).map(
      (reference) => `  reference   ${reference.label}: ${reference.extension}`,
    ),
  ].join('\n');
};

const fault = async (
  control: SdkControl,
  on: string,
  how: string,
  times: string,
): Promise<void> => {
  const isStatus = /^\d{3}$/.test(how);
  const told = isStatus ? { how: 'status', status: Number(how) } : { how };
  await control.fail({ on, fault: told, times: Number(times) });
  say(`The message service fails so the next ${times} times.`);
};

const messages = async (control: SdkControl): Promise<void> => {
  const held = await control.messages();
  for (const { messageId, status, sender } of held)
    say(`${status.padEnd(19)} ${messageId}  from ${sender}`);
  if (held.length === 0) say('It holds nothing.');
};

const receipts = async (control: SdkControl, how: string): Promise<void> => {
  if (how !== 'held' && how !== 'given') fail(usage);
  await control.holdReceipts(how === 'held');
  say(how === 'held' ? 'Receipts wait from now on.' : 'Receipts come by themselves again.');
};

/** A reason is two words, quoted or not. */
const receipt = async (
  control: SdkControl,
  messageId: string,
  reason: readonly string[],
): Promise<void> => {
  const words = reason.join(' ');
  if (words !== '' && !reasonWords.includes(words)) fail(usage);
  await control.giveReceipt(messageId, words === '' ? undefined : words);
  say(words === '' ? 'Accepted.' : `Rejected: ${words}`);
};

const readCommandLine = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean' }, referral: { type: 'boolean' } },
    });
  } catch {
    return fail(usage);
  }
};

const { positionals, values } = readCommandLine();
const [act, ...rest] = positionals;
if (values.help === true || act === undefined) {
  say(usage);
  process.exit(values.help === true ? 0 : 1);
}
const { house, startedIn } = await findRunningHouse(process.env, fail);
const control = openSdkControl(house.sdk);
const [first, second, third = '1'] = rest;
try {
  if (act === 'send')
    await send(
      control,
      first === undefined ? sampleOf(values.referral) : resolve(startedIn, first),
      values.referral === true,
    );
  else if (act === 'list') await list(control);
  else if (act === 'fetch') await fetchAll(control, startedIn);
  else if (act === 'fault' && first !== undefined && second !== undefined)
    await fault(control, first, second, third);
  else if (act === 'messages') await messages(control);
  else if (act === 'receipts' && first !== undefined) await receipts(control, first);
  else if (act === 'receipt' && first !== undefined) await receipt(control, first, rest.slice(1));
  else if (act === 'state' && first !== undefined && second !== undefined) {
    await control.show(first, second);
    say(`It is shown as ${second}.`);
  } else if (act === 'expire') {
    await control.expireTokens();
    say('The tokens that it gave have ended.');
  } else fail(usage);
} catch (error) {
  fail(error instanceof Error ? error.message : 'It did not work.');
}
