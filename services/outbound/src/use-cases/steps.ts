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

/** Those of a delivery within the house, after `dispatch:preparing`. */
export const inHouseStepNames = [
  'in-house:converted',
  'original:sealed',
  'original:stored',
  'original:read-back',
  'pdf:sealed',
  'pdf:stored',
  'pdf:read-back',
  'in-house:filed',
] as const;

/** Those of what lies ready for a partner, besides `dispatch:preparing` and `sent:sealed` to `sent:kept`. */
export const gatewayStepNames = ['gateway:offered', 'gateway:fetched', 'gateway:taken'] as const;

/** Of what goes by SDK, besides those of handing over and following up. */
export const sdkStepNames = ['sdk:deleted'] as const;
/** Those of what is laid into the room, besides `dispatch:preparing` and `pdf:sealed` to `pdf:read-back`. */
export const roomStepNames = ['room:converted', 'room:filed'] as const;

/** Those of taking an order back that waits with its carrier. */
export const withdrawStepNames = [
  'withdraw:claimed',
  'withdraw:asked',
  'withdraw:settled',
] as const;

export type StepName = (
  | typeof stepNames
  | typeof inHouseStepNames
  | typeof gatewayStepNames
  | typeof sdkStepNames
  | typeof roomStepNames
  | typeof withdrawStepNames
)[number];

/** Called between any two steps; does nothing in a running house. */
export type Steps = (name: StepName) => Promise<void>;
