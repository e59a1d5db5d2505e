import { join } from 'node:path';

import { commands } from '@kuvert/infra/cli/commands/commands';
import { run } from '@kuvert/infra/cli/run';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { systemClock } from '@kuvert/shared/clock';

import { runProgram } from '../../provision/run-program.ts';
import { checkout } from '../../support/test-house.ts';
import { sampleRoute } from '../sample.ts';
import type { Environment } from './environments.ts';

/** Who logs in. */
export const staffMember = { subject: 'anna', name: 'Anna Lind' } as const;

/** Runs one command line of `kuvert`; what it answers to `--json`. @throws Error with what it said */
const kuvert = async (environment: Environment, ...words: string[]): Promise<unknown> => {
  let said = '';
  const hear = (text: string): void => {
    said += text;
  };
  const status = await run([...words, '--json'], {
    commands,
    environment,
    clock: systemClock,
    randomness: systemRandomness,
    resolvePath: (path) => path,
    ownHouse: () => Promise.resolve(undefined),
    out: hear,
    err: hear,
  });
  if (status !== 0) throw new Error(`kuvert ${words.slice(0, 2).join(' ')}: ${said}`);
  return JSON.parse(said) as unknown;
};

/** Makes an empty house as the operator's guide says; resolves with the recovery recipient. */
export const setUpHouse = async (
  environment: Environment,
  issuer: string,
  folder: string,
): Promise<string> => {
  const { subject, name } = staffMember;
  const { department, to } = sampleRoute;
  await kuvert(environment, 'migrate');
  await kuvert(environment, 'objects', 'init');
  await kuvert(environment, 'keys', 'init');
  // The command's own answer: { file, recipient }.
  const { recipient } = (await kuvert(
    environment,
    ...['recovery', 'init', join(folder, 'recovery.txt')],
  )) as { recipient: string };
  await kuvert(environment, 'department', 'add', department);
  await kuvert(environment, 'department', 'add', 'Ofördelat', '--unassigned');
  await kuvert(environment, 'number', 'add', to, department);
  const person = ['--issuer', issuer, '--subject', subject, '--name', name];
  await kuvert(environment, 'person', 'add', ...person);
  await kuvert(environment, 'member', 'add', subject, department);
  const other = ['--issuer', issuer, '--subject', 'erik', '--name', 'Erik Sand'];
  await kuvert(environment, 'person', 'add', ...other);
  await kuvert(environment, 'member', 'add', 'erik', 'Ofördelat');
  return recipient;
};

/** One command by the compiled program, as in an image: the audit chain is whole. @throws Error with what it said */
export const verifyAudit = async (environment: Environment): Promise<void> => {
  const program = join(checkout, 'infra/dist/cli/kuvert.js');
  await runProgram(process.execPath, [program, 'audit', 'verify'], { env: environment });
};
