import type { MachineEvent } from '../../../src/http/api.ts';

/** The carrier's own codes and counts in one line; undefined where it gave none. */
export const codesOf = ({ evidence }: MachineEvent): string | undefined =>
  Object.entries(evidence)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || undefined;
