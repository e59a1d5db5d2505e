/** What people do with an order; never mixed with what machines say of its deliveries. */
export const sendingActs = [
  /** The number was new to the department; its last digits were typed. */
  'confirmed-number',
  /** The number was new to the department: a colleague was asked to approve the very pages; that taken back. */
  'asked-approval',
  'took-approval-back',
  /** By the colleague: sent as its writer would have, or not, with the reason. */
  'approved',
  'declined',
  'sent',
  /** Taken back before it was dialled. */
  'cancelled',
  /** The carrier was to take it out of its queue before it dialled. */
  'asked-to-cancel',
  /** Taken back and a draft again. */
  'undone',
  /** An attempt that waited for its time goes at once. */
  'tried-now',
  /** Nobody knew how it ended; a person found out or decided. */
  'marked-arrived',
  'marked-failed',
  /** A further delivery of the same order; after an unknown one perhaps a second copy. */
  'sent-again',
] as const;

/** What was done with it first at the department of this house, or by the partner in the room, that it went to; whoever did it there is not told. */
export const recipientActs = [
  // by its mail server's word, and nobody's
  'notified-there',
  'opened-there',
  'taken-there',
  'answered-there',
] as const;

export type RecipientAct = (typeof recipientActs)[number];

export type SendingAct = (typeof sendingActs)[number];
