import { demonstrationNumbers, demonstrationPeople } from './demonstration.ts';
import type { House } from './house.ts';
import { scriptedNumbers } from '@kuvert/simulators/carrier';

/** What somebody who sees the house for the first time needs to know. */
export const welcome = ({ mailboxOrigin, keys }: Pick<House, 'mailboxOrigin' | 'keys'>): string => `
Kuvert is ready: ${mailboxOrigin}

Log in as one of
${demonstrationPeople.map(({ name, departments }) => `  ${name.padEnd(34)} ${departments.join(', ') || 'the front desk'}`).join('\n')}

Fax numbers
${demonstrationNumbers.map(({ name, number }) => `  ${number}  ${name}`).join('\n')}

Send or answer by fax: at the simulated carrier these numbers are
${Object.entries(scriptedNumbers)
  .map(([number, { what }]) => `  ${number}  ${what}`)
  .join('\n')}
  any other     delivered

Let another fax come in
  npx -y pnpm@12 fax infra/local/samples/three-pages.tif --to ${demonstrationNumbers[1]?.number}

This is a demonstration: anybody on this machine can log in, and the master key's passphrase and
the recovery key lie beside the data (${keys.recoveryFile}). Ctrl-C stops it.`;
