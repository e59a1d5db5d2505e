import type { DepartmentId, PartnerFunctionId } from '../ids.ts';

/**
 * The ways to a recipient, the best first; each is a transport of outbound's. A new one is added here, in `Address` and
 * in `assuranceOf`, and the compiler names every place that has to know of it.
 */
export const channels = ['department', 'sdk', 'gateway', 'room', 'fax'] as const;

/**
 * `department`: a message in the mailbox of a department of this house. `sdk`: a message that SDK takes to a partner.
 * `gateway`: one that a partner's system fetches. `room`: one that people of a partner without a system open in the room.
 */
export type Channel = (typeof channels)[number];

/** Where a recipient is reached, one for each channel that it has. */
export type Address =
  | { readonly channel: 'department'; readonly departmentId: DepartmentId; readonly name: string }
  /** `name` is the function's, `partner` its organisation's. */
  | {
      readonly channel: PartnerChannel;
      readonly functionId: PartnerFunctionId;
      readonly name: string;
      readonly partner: string;
    }
  /** `number` is E.164. */
  | { readonly channel: 'fax'; readonly number: string };

/** One that isn't a fax machine. */
export type SecureAddress = Exclude<Address, { readonly channel: 'fax' }>;

/** To a function of a partner. */
export type PartnerChannel = 'sdk' | 'gateway' | 'room';

export const isToPartner = (channel: Channel): channel is PartnerChannel =>
  channel === 'sdk' || channel === 'gateway' || channel === 'room';

export type PartnerAddress = Extract<Address, { readonly channel: PartnerChannel }>;

export const isPartnerAddress = (address: Address | undefined): address is PartnerAddress =>
  address !== undefined && isToPartner(address.channel);

/** Whom a secure address reaches, as one says it. */
export const recipientName = (address: SecureAddress): string =>
  isPartnerAddress(address) ? `${address.partner}, ${address.name}` : address.name;

/**
 * What a channel makes sure of, the weakest first. `open`: nothing, whoever is on the line or at the tray reads it.
 * `sealed`: encrypted all the way to the recipient's organisation. `login`: and opened there after a login, on record.
 */
export const assurances = ['open', 'sealed', 'login'] as const;

export type Assurance = (typeof assurances)[number];

export const assuranceOf: Readonly<Record<Channel, Assurance>> = {
  department: 'login',
  sdk: 'sealed',
  gateway: 'sealed',
  room: 'login',
  fax: 'open',
};

/** Whether a channel makes sure of what is required. */
export const reaches = (channel: Channel, required: Assurance): boolean =>
  assurances.indexOf(assuranceOf[channel]) >= assurances.indexOf(required);

export const isSecure = (channel: Channel): boolean => reaches(channel, 'sealed');
