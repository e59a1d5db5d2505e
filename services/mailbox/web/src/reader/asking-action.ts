import type { HandlingAction } from './handling-actions.ts';

/** The actions that ask for something first. */
export type AskingAction = Extract<
  HandlingAction,
  'register' | 'not-register' | 'forward' | 'take-over'
>;

export const isAsking = (action: HandlingAction): action is AskingAction =>
  ['register', 'not-register', 'forward', 'take-over'].includes(action);
