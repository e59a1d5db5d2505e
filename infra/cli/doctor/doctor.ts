import type { Clock } from '@kuvert/shared/clock';

import type { House } from '../house.ts';
import { plainError } from '../plain-error.ts';
import { checkAssurance } from './checks/assurance.ts';
import { checkAudit } from './checks/audit.ts';
import { checkCards } from './checks/cards.ts';
import { checkCarriers } from './checks/carriers.ts';
import { checkCheckpoints } from './checks/checkpoints.ts';
import { checkClock } from './checks/clock.ts';
import { checkDepartments } from './checks/departments.ts';
import { checkDirectories } from './checks/directories.ts';
import { checkDisk } from './checks/disk.ts';
import { checkExporting } from './checks/exporting.ts';
import { checkKeys } from './checks/keys.ts';
import { checkLimits } from './checks/limits.ts';
import { checkLogReviews } from './checks/log-reviews.ts';
import { checkMessages } from './checks/messages.ts';
import { checkNotices } from './checks/notices.ts';
import { checkObjects } from './checks/objects.ts';
import { checkProviders } from './checks/providers.ts';
import { checkRoles } from './checks/roles.ts';
import { checkRoom } from './checks/room.ts';
import { checkSaml } from './checks/saml.ts';
import { checkSdk } from './checks/sdk.ts';
import { checkSending } from './checks/sending.ts';
import { checkSchema } from './checks/schema.ts';
import { checkWebhooks } from './checks/webhooks.ts';
import { checkWork } from './checks/work.ts';
import { wrong, type Finding } from './finding.ts';

/** One look at one side of the house. */
export type Check = (house: House, clock: Clock) => Promise<readonly Finding[]>;

const checks: Readonly<Record<string, Check>> = {
  roles: checkRoles,
  departments: checkDepartments,
  assurance: checkAssurance,
  keys: checkKeys,
  objects: checkObjects,
  work: checkWork,
  providers: checkProviders,
  carriers: checkCarriers,
  sdk: checkSdk,
  messages: checkMessages,
  sending: checkSending,
  webhooks: checkWebhooks,
  export: checkExporting,
  notices: checkNotices,
  room: checkRoom,
  cards: checkCards,
  scim: checkDirectories,
  limits: checkLimits,
  saml: checkSaml,
  audit: checkAudit,
  checkpoints: checkCheckpoints,
  log: checkLogReviews,
  disk: checkDisk,
  clock: checkClock,
};

/** Looks at everything; a look that fails is a finding too. */
export const runDoctor = async (house: House, clock: Clock): Promise<readonly Finding[]> => {
  const schema = await look('schema', checkSchema, house, clock);
  // without its tables there is nothing else to look at
  if (schema.some(({ level }) => level === 'wrong')) return schema;
  const findings = [...schema];
  for (const [name, check] of Object.entries(checks))
    findings.push(...(await look(name, check, house, clock)));
  return findings;
};

const look = async (
  name: string,
  check: Check,
  house: House,
  clock: Clock,
): Promise<readonly Finding[]> => {
  try {
    return await check(house, clock);
  } catch (error) {
    const { code, message } = plainError(error);
    return [wrong(name, `could not be looked at: ${message} [${code}]`, 'mend that first')];
  }
};

const marks = { ok: 'ok   ', warn: 'warn ', wrong: 'WRONG' } as const;

/** A line a finding, and what to do below it. */
export const doctorLines = (findings: readonly Finding[]): readonly string[] => {
  const number = (level: Finding['level']): number =>
    findings.filter((finding) => finding.level === level).length;
  return [
    ...findings.flatMap(({ check, level, text, todo }) => [
      `${marks[level]} ${check}: ${text}`,
      ...(todo === undefined ? [] : [`        → ${todo}`]),
    ]),
    number('wrong') === 0
      ? `Nothing is wrong; ${number('warn')} to look at.`
      : `${number('wrong')} WRONG, ${number('warn')} to look at.`,
  ];
};
