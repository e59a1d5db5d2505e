declare const brand: unique symbol;

/** A text that says what it names: a `MessageId` can't be handed in where a `PersonId` is asked for. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type AuditId = Id<'audit'>;
export type ContactId = Id<'contact'>;
export type DeliveryId = Id<'delivery'>;
export type DepartmentId = Id<'department'>;
export type DocumentId = Id<'document'>;
export type KeyId = Id<'key'>;
export type MessageId = Id<'message'>;
export type PartnerId = Id<'partner'>;
export type PartnerFunctionId = Id<'partner-function'>;
export type PersonId = Id<'person'>;
export type SendOrderId = Id<'send-order'>;
export type WorkId = Id<'work'>;
/** The random name of one object in the object store; says nothing of what it holds. */
export type ObjectName = Id<'object'>;

/** Where identifiers and random secrets come from: a port, so that tests can foresee them. */
export interface Randomness {
  /** A random UUID, lower case. */
  uuid(): string;
  /** `bytes` random bytes in base64url. */
  token(bytes: number): string;
  /** A number from 0 up to, and not including, 1; for spreading things in time, never for secrets. */
  fraction(): number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for what {@link Randomness.uuid} makes; everything else can't name a row. */
export const isUuid = (text: string): boolean => uuid.test(text);

/** Makes a branded id out of randomness. */
export const newId = <Kind extends string>(randomness: Pick<Randomness, 'uuid'>): Id<Kind> =>
  randomness.uuid() as Id<Kind>;

/** Brands a text that comes from a trusted row or a validated request. */
export const asId = <Kind extends string>(text: string): Id<Kind> => text as Id<Kind>;
