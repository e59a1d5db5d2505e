import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import {
  checkCertificate,
  checkPath,
  type CardRules,
  type CardTrust,
  type Loa,
} from '@kuvert/identity/certificate/check-certificate';
import { limits } from '@kuvert/identity/certificate/limits';
import { certificatesOf, crlsOf } from '@kuvert/identity/certificate/read-file';

import { CommandError } from '../command-error.ts';
import { argument, requiredOption, type Command, type CommandContext } from '../command.ts';
import { readBounded } from '../read-bounded.ts';
import { timeOption } from '../time-option.ts';

export const identityCheckCertificate: Command = {
  name: 'identity check-certificate',
  arguments: 'LEAF.pem',
  options: {
    chain: { type: 'string' },
    crls: { type: 'string' },
    trust: { type: 'string' },
    issuers: { type: 'string' },
    policies: { type: 'string' },
    at: { type: 'string' },
    'path-only': { type: 'boolean' },
  },
  optionHelp: [
    '  LEAF.pem               the certificate, PEM or DER',
    '  --trust ROOTS.pem      the trusted roots',
    '  --chain DIR            a folder of CA certificates, PEM or DER',
    '  --crls DIR             a folder of CRLs, PEM or DER',
    '  --at TIME              when it is shown, such as 2026-05-04T10:00:00Z; else now',
    '  --issuers NAMES.json   an array of common names: each CA below the roots has one of them',
    '  --policies OIDS.json   an array of certificate policies that give level 3, or an object of',
    '                         policies and their levels: {"1.2.3": 3, "1.2.4": 2}',
    '  --path-only            whether RFC 5280 calls the path valid, and nothing else',
  ],
  summary:
    'whether a card logs its person in, as JSON with the reason; status 3 when not; no house needed',
  run: async (context) => {
    const leaf = await readBounded(
      context.resolvePath(argument(context, 0)),
      2 * limits.certificateBytes,
    );
    const at = timeOption(context, 'at');
    const trust = await trustOf(context);
    const verdict =
      context.values['path-only'] === true
        ? checkPath(leaf, trust, at)
        : checkCertificate(leaf, trust, await rulesOf(context), at);
    const said = { hsaId: null, loa: null, ...verdict };
    const { accepted, hsaId, loa, reason } = said;
    const data = { accepted, hsaId, loa, reason };
    return { lines: [JSON.stringify(data)], data, refused: !accepted };
  },
};

const trustOf = async (context: CommandContext): Promise<CardTrust> => {
  const option = (name: string): string => context.resolvePath(requiredOption(context, name));
  const anchors = certificatesOf(await readBounded(option('trust'), limits.folderBytes));
  if (anchors.length === 0)
    throw new CommandError('usage-wrong', '--trust has no certificate in it.');
  const chain = await readFolder(option('chain'), 2 * limits.certificateBytes);
  const crls = await readFolder(option('crls'), 2 * limits.crlBytes);
  return { anchors, intermediates: chain.flatMap(certificatesOf), crls: crls.flatMap(crlsOf) };
};

/** A file that is too large for what belongs there is left out, as one that is something else. */
const readFolder = async (folder: string, mostBytes: number): Promise<readonly Buffer[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (files.length > limits.files)
    throw new CommandError('usage-wrong', `A folder has more than ${limits.files} files.`);
  const read: Buffer[] = [];
  let bytes = 0;
  for (const name of files.toSorted()) {
    const file = await readBounded(join(folder, name), mostBytes);
    bytes += file.byteLength;
    if (bytes > limits.folderBytes)
      throw new CommandError('usage-wrong', `A folder has more than ${limits.folderBytes} bytes.`);
    if (file.byteLength <= mostBytes) read.push(file);
  }
  return read;
};

const oid = z.string().regex(/^[0-2](\.(0|[1-9]\d*)){1,20}$/);

const names = z.array(z.string().min(1)).max(100);

/** Policies without a level give the one that opens health care and social services. */
const levels = z.union([
  z.array(oid).max(100),
  z.record(oid, z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])),
]);

const rulesOf = async (context: CommandContext): Promise<CardRules> => {
  const read = await readJson(context, 'policies', levels);
  const policies: readonly (readonly [string, Loa])[] = Array.isArray(read)
    ? read.map((policy) => [policy, 3])
    : Object.entries(read);
  return {
    issuers: new Set(await readJson(context, 'issuers', names)),
    policies: new Map(policies),
    leastLoa: 3,
  };
};

const readJson = async <T>(
  context: CommandContext,
  option: string,
  shape: z.ZodType<T>,
): Promise<T> => {
  const file = await readBounded(context.resolvePath(requiredOption(context, option)), 100_000);
  try {
    return shape.parse(JSON.parse(file.toString('utf8')));
  } catch (cause) {
    throw new CommandError('usage-wrong', `--${option} is not the JSON that belongs there.`, {
      cause,
    });
  }
};
