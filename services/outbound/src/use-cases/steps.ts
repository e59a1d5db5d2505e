/** Every place where a crash would fall between two steps, in the order of each flow. */
export const stepNames = [
  // handing over
  'dispatch:claimed',
  'dispatch:preparing',
  'sent:converted',
  'sent:sealed',
  'sent:stored',
  'sent:read-back',
  'sent:kept',
  'dispatch:intended',
  'dispatch:submitted',
  'dispatch:settled',
  // following up
  'follow:claimed',
  'follow:looked',
  'follow:settled',
  // being told
  'callback:authenticated',
  'callback:told',
  // trying again: before and after the failure and the next attempt are committed together
  'retry:queued',
  'retry:committed',
  // being fetched from
  'media:begun',
  'media:read',
] as const;

export type StepName = (typeof stepNames)[number];

/** Called between any two steps; does nothing in a running house. */
export type Steps = (name: StepName) => Promise<void>;
