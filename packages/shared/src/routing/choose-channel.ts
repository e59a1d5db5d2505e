import { channels, isSecure, reaches, type Address, type Channel } from './address.ts';
import { ruleFor, withoutRule, type RoutingRule, type Sent } from './rules.ts';

/** Why a channel was chosen; kept with the order and shown. */
export const routingReasons = [
  /** The recipient has a secure address. */
  'secure-address',
  /** None is known, and fax is allowed. */
  'no-secure-address',
  /** There is one; the sender asked for fax, as a rule permits. */
  'fax-chosen',
] as const;

export type RoutingReason = (typeof routingReasons)[number];

/** Why nothing may go. */
export const routingRefusals = [
  'no-address',
  /** Fax alone would reach the recipient, or was asked for, and a rule forbids it. */
  'fax-not-allowed',
  /** No channel that the recipient has makes sure of what a rule requires. */
  'assurance-not-reached',
] as const;

export type RoutingRefusal = (typeof routingRefusals)[number];

export type Choice =
  | {
      readonly kind: 'chosen';
      readonly channel: Channel;
      readonly address: Address;
      readonly reason: RoutingReason;
    }
  | { readonly kind: 'refused'; readonly refusal: RoutingRefusal };

export interface RoutingQuestion extends Sent {
  /** Every one that the recipient has, in any order. */
  readonly addresses: readonly Address[];
  readonly rules: readonly RoutingRule[];
  /** The sender asks for fax although there may be something better. */
  readonly wishesFax: boolean;
}

/**
 * The one router: by which channel something goes, and why. The best secure channel that reaches what is required;
 * fax only where the rule that counts allows it.
 *
 *     rule's fax   secure address        no secure address
 *     never        secure                refused
 *     fallback     secure                fax
 *     choice       secure, fax on wish   fax
 */
export const chooseChannel = (question: RoutingQuestion): Choice => {
  const { addresses, rules, wishesFax } = question;
  const { requires, fax } = ruleFor(rules, question) ?? withoutRule;
  if (addresses.length === 0) return refused('no-address');
  const good = addresses.filter(({ channel }) => reaches(channel, requires));
  if (good.length === 0) return refused('assurance-not-reached');
  const secure = good.filter(({ channel }) => isSecure(channel)).toSorted(bestFirst)[0];
  const open = good.find(({ channel }) => !isSecure(channel));
  if (secure && wishesFax)
    return open && fax === 'choice' ? chosen(open, 'fax-chosen') : refused('fax-not-allowed');
  if (secure) return chosen(secure, 'secure-address');
  return open && fax !== 'never' ? chosen(open, 'no-secure-address') : refused('fax-not-allowed');
};

/** Whether the sender may ask for fax where something better is chosen. */
export const mayFaxInstead = (question: Omit<RoutingQuestion, 'wishesFax'>): boolean => {
  const choice = chooseChannel({ ...question, wishesFax: true });
  return choice.kind === 'chosen' && choice.reason === 'fax-chosen';
};

const bestFirst = (one: Address, other: Address): number =>
  channels.indexOf(one.channel) - channels.indexOf(other.channel);

const chosen = (address: Address, reason: RoutingReason): Choice => ({
  kind: 'chosen',
  channel: address.channel,
  address,
  reason,
});

const refused = (refusal: RoutingRefusal): Choice => ({ kind: 'refused', refusal });
