import { KuvertError } from '@kuvert/shared/errors';

/** Where a page of a list ended: the row's time in microseconds since 1970, as exact as PostgreSQL's, and its id. */
export interface Cursor {
  readonly micros: number;
  readonly id: string;
}

const form = /^(\d{1,16})~([0-9a-f-]{36})$/;

export const cursorOf = ({ micros, id }: Cursor): string => `${micros}~${id}`;

/** @throws KuvertError `request-invalid` */
export const parseCursor = (text: string): Cursor => {
  const [, micros, id] = form.exec(text) ?? [];
  if (micros === undefined || id === undefined)
    throw new KuvertError('request-invalid', 'the cursor is none of ours');
  return { micros: Number(micros), id };
};
