import type { SealStep } from '@kuvert/platform/documents/seal-and-store';

/** Every place where a crash would fall between two steps, in the order of each flow. */
export const stepNames = [
  // media named by a link: the request
  'link:authenticated',
  'link:accepted',
  'link:rung',
  // media named by a link: the work
  'take-in:claimed',
  'take-in:fetched',
  // both flows: from media to sealed objects
  'media:converted',
  'original:sealed',
  'original:stored',
  'original:read-back',
  'pdf:sealed',
  'pdf:stored',
  'pdf:read-back',
  'take-in:filed',
  'take-in:rung',
  // media in the body: the request
  'body:authenticated',
  'body:filed',
  'body:rung',
  // the carrier's copy
  'delete-copy:claimed',
  'delete-copy:deleted',
  'delete-copy:settled',
  // the sweep
  'sweep:claimed',
  'sweep:accepted',
  'sweep:settled',
] as const;

/** Those of a partner's message, around `media:converted` to `pdf:read-back`. */
export const partnerStepNames = [
  'partner:read',
  'partner:sealed',
  'partner:filed',
  'partner:rung',
] as const;

/** Those of asking SDK's message service, around `partner:read` to `partner:rung`. */
export const sdkStepNames = [
  'sdk:claimed',
  'sdk:listed',
  'sdk:fetched',
  'sdk:taken',
  'sdk:held',
  'sdk:deleted',
  'sdk:settled',
] as const;

export type StepName =
  | (typeof stepNames | typeof partnerStepNames | typeof sdkStepNames)[number]
  | SealStep;

/** Called between any two steps; does nothing in a running house. */
export type Steps = (name: StepName) => Promise<void>;
