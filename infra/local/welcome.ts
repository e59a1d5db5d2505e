import {
  demonstrationHospital,
  demonstrationNotices,
  demonstrationNumbers,
  demonstrationPartner,
  demonstrationPeople,
  demonstrationRoom,
  demonstrationSystem,
} from './demonstration.ts';
import type { House } from './house.ts';
import { cardPassword } from '@kuvert/simulators/cards/authority';
import { scriptedNumbers } from '@kuvert/simulators/carrier';

/** What somebody who sees the house for the first time needs to know. */
export const welcome = ({
  mailboxOrigin,
  roomOrigin,
  keys,
  secrets,
  mailOrigin,
  cards,
  apiClientId,
}: Pick<
  House,
  'mailboxOrigin' | 'roomOrigin' | 'keys' | 'secrets' | 'mailOrigin' | 'cards' | 'apiClientId'
>): string => `
Kuvert is ready: ${mailboxOrigin}

Log in as one of
${demonstrationPeople.map(({ name, departments, ...person }) => `  ${name.padEnd(34)} ${departments.join(', ') || deskOf(person)}`).join('\n')}

or by smart card: each of them has one, to be put into the browser as it says there (password ${cardPassword})
  ${cards.origin}
  ${cards.folder}/${demonstrationPeople[0].hsaId}.p12 and others

Fax numbers
${demonstrationNumbers.map(({ name, number }) => `  ${number}  ${name}`).join('\n')}

Send or answer by fax: at the simulated carrier these numbers are
${Object.entries(scriptedNumbers)
  .map(([number, { what }]) => `  ${number}  ${what}`)
  .join('\n')}
  any other     delivered

Let another fax come in
  npx -y pnpm@12 fax infra/local/samples/three-pages.tif --to ${demonstrationNumbers[1]?.number}

Play ${demonstrationPartner.name}, whose system sends messages and fetches the replies (docs/partner-gateway.md)
  npx -y pnpm@12 partner send
  npx -y pnpm@12 partner fetch
  npx -y pnpm@12 partner send --referral
  npx -y pnpm@12 partner tasks

Write to ${demonstrationHospital.name}, which is reached by SDK and answers (docs/sdk.md)
  ${demonstrationHospital.functionNumber}, or a part of its name where the fax number stands
  npx -y pnpm@12 sdk send
  npx -y pnpm@12 sdk send --referral
  npx -y pnpm@12 sdk list

Be ${demonstrationRoom.person.name} of ${demonstrationRoom.name}, who has no system and writes in the partner room (a referral, too)
  ${roomOrigin}

See the notices by mail (${demonstrationNotices.department}: what comes, and what nobody takes for ${demonstrationNotices.untakenMinutes} minutes)
  ${mailOrigin}

See what a business system sees (${demonstrationSystem.name}, ${demonstrationSystem.department}; docs/api.md has the rest)
  TOKEN=$(curl -sS -u "${apiClientId}:$(cat ${secrets.file('api-client-secret')})" \\
    -d grant_type=client_credentials ${mailboxOrigin}/system/v1/token | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')
  curl -sS -H "Authorization: Bearer $TOKEN" ${mailboxOrigin}/system/v1/messages

This is a demonstration: anybody on this machine can log in, and the master key's passphrase and
the recovery key lie beside the data (${keys.recoveryFile}). Ctrl-C stops it.`;

const deskOf = (person: object): string =>
  'isAuditor' in person ? 'the log, as an auditor' : 'the front desk';
