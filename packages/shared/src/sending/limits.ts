const MiB = 1024 * 1024;

/** Bounds of what one order may hold, checked before the work. */
export const sendingLimits = {
  reference: 100,
  /** bytes of one attachment */
  attachmentBytes: 20 * MiB,
  /** bytes of all attachments of an order */
  totalBytes: 50 * MiB,
  attachments: 20,
  /** the most that carriers take */
  pages: 350,
  /** characters */
  fileName: 200,
  recipientName: 200,
  subject: 200,
  message: 5000,
  reason: 500,
  /** characters of a number as a person writes it */
  number: 40,
} as const;

/** Fax resolutions as T.30 names them; carriers call it quality. */
export const sendingResolutions = ['standard', 'fine', 'superfine'] as const;

export type SendingResolution = (typeof sendingResolutions)[number];
