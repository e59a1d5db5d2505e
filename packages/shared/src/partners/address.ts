import { z } from 'zod';

/** An organisation by ISO 6523: four digits and a domain, such as `0203:vardcentralen.example`. */
export const OrganisationId = z.string().regex(/^[0-9]{4}:[A-Za-z0-9.-]{1,200}$/);
export type OrganisationId = z.infer<typeof OrganisationId>;

/** The OID-like root under which function addresses stand (SDK client API, `subOrganization.root`). */
export const functionalAddressRoot = 'urn:riv:infrastructure:messaging:functionalAddress';

/** Whether something is a function's address by its form; what isn't may be somebody's text. */
export const isAddressForm = (text: string): boolean => /^[A-Za-z0-9:._-]{1,256}$/.test(text);

/** A function of an organisation: what a message is for and from. Never a person. */
export interface FunctionAddress {
  readonly organisation: OrganisationId;
  /** At most 256 characters, such as `sdk:inkorg:0203:vardcentralen.example`. */
  readonly address: string;
}
