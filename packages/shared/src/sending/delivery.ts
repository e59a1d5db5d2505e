import type { FailureCause, UnknownReason } from './causes.ts';

/**
 * Where one dial attempt is, as machines know it; what people think of it is told by their acts (`acts.ts`).
 * `submitting` is the intent: it is committed before any call leaves the house.
 */
export type DeliveryState =
  | { readonly name: 'queued' }
  | { readonly name: 'preparing' }
  | { readonly name: 'submitting' }
  | { readonly name: 'accepted' }
  | { readonly name: 'dialling' }
  | { readonly name: 'delivered' }
  | { readonly name: 'failed'; readonly cause: FailureCause }
  | { readonly name: 'unknown'; readonly reason: UnknownReason }
  | { readonly name: 'cancelled' };

export type DeliveryStateName = DeliveryState['name'];

/** In the order of their coming. */
export const deliveryStateNames = [
  'queued',
  'preparing',
  'submitting',
  'accepted',
  'dialling',
  'delivered',
  'failed',
  'unknown',
  'cancelled',
] as const satisfies readonly DeliveryStateName[];

/** Nothing has left the house: it can be cancelled, and it holds no line. */
export const isBeforeDialling = (name: DeliveryStateName): boolean =>
  name === 'queued' || name === 'preparing';

/** The carrier has it, or may have it: no other call goes to the same number meanwhile. */
export const holdsTheLine = (name: DeliveryStateName): boolean =>
  name === 'submitting' || name === 'accepted' || name === 'dialling';

/** A last word was said. `unknown` has none yet, and waits for a person or for the carrier's late word. */
export const isFinal = (name: DeliveryStateName): boolean =>
  name === 'delivered' || name === 'failed' || name === 'cancelled';
