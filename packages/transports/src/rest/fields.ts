import { z } from 'zod';

/** What a carrier may call a fax: UUIDs, ULIDs, sids; part of a path when we fetch and delete. */
export const faxId = /^[\w-]{1,128}$/;

/** A text of a carrier's answer; longer ones make no sense. */
export const text = z.string().max(4096);

/** A carrier's code as evidence; undefined when there is none, or it may be words, which may hold numbers. */
export const evidenceCode = (code: string | number | null | undefined): string | undefined => {
  const told = code?.toString() ?? '';
  return /^[\w.-]{1,64}$/.test(told) && told !== '0' ? told : undefined;
};
