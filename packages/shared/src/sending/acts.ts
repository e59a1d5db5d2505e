/** What people do with an order; never mixed with what machines say of its deliveries. */
export const sendingActs = [
  /** The number was new to the department; its last digits were typed. */
  'confirmed-number',
  'sent',
  /** Taken back before it was dialled. */
  'cancelled',
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

export type SendingAct = (typeof sendingActs)[number];
