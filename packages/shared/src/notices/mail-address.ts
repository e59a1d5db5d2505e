import type { Id } from '../ids.ts';

/** A mailbox that notices go to: one address, without a name beside it. */
export type MailAddress = Id<'mail-address'>;

/** RFC 5321, 4.5.3.1: 64 octets before the @, and a path of 256 octets with its brackets. */
const longestLocalPart = 64;
const longestAddress = 254;

/** A dot-atom (RFC 5322, 3.2.3): no quotes, comments or anything else that a header could be made of. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
/** Two labels at least, as DNS has them; other letters than these in their ASCII form (`xn--…`). */
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/i;

/** An address as it is kept, its domain in lower case; undefined for what is none that we send to. */
export const parseMailAddress = (text: string): MailAddress | undefined => {
  if (text.length > longestAddress) return undefined;
  const at = text.lastIndexOf('@');
  const [local, host] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (local.length > longestLocalPart || !localPart.test(local) || !domain.test(host))
    return undefined;
  // a brand is a promise of this function alone
  return `${local}@${host.toLowerCase()}` as MailAddress;
};
