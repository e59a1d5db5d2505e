import type { Draft } from '../../../src/http/api.ts';
import type { LimitedField, Written } from './written.ts';

/** How far what is written has come to the server. */
export type Saving =
  | { readonly state: 'saved' | 'waiting' | 'saving' }
  /** Tried again by itself, but for an answer that would be the same. */
  | { readonly state: 'failed'; readonly error: unknown }
  /** Somebody, most likely the same person in another window, was first. */
  | { readonly state: 'conflict'; readonly theirs: Draft }
  | { readonly state: 'gone' };

/** A draft while somebody writes in it. */
export interface Writing {
  /** As the server has it, the attachments in the order that is wanted. */
  readonly draft: Draft;
  readonly written: Written;
  readonly saving: Saving;
  /** The code of what is wrong with the number, once one is done typing it. */
  readonly numberProblem: string | null;
  /** What is longer than there is room for; it is kept here and not saved. */
  readonly tooLong: readonly LimitedField[];
}

/** Something would be lost if the window closed now. */
export const isUnsaved = ({ saving, tooLong }: Writing): boolean =>
  saving.state !== 'saved' || tooLong.length > 0;
