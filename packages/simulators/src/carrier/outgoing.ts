import { randomUUID } from 'node:crypto';

import type { CallEnd, CallScript } from './scripts.ts';

/** A fax that was ordered from the carrier. */
export interface OutgoingFax {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly quality: string;
  readonly mediaUrl: string;
  readonly statusCallback: string | undefined;
  readonly at: Date;
  readonly script: CallScript;
  status: 'queued' | 'processing' | 'sending' | CallEnd['status'];
  /** What was fetched by the media link. */
  media?: Uint8Array;
  pages?: number;
  error?: { readonly code: string; readonly message: string };
}

/** An order's form as an outgoing fax; undefined for a number that is none. */
export const outgoingFax = (
  form: Readonly<Record<string, string | undefined>>,
  scriptOf: (number: string, quality: string) => CallScript,
): OutgoingFax | undefined => {
  const { To: to = '', From: from = '', MediaUrl: mediaUrl = '' } = form;
  if (!/^\+[1-9]\d{6,14}$/.test(to) || !URL.canParse(mediaUrl)) return undefined;
  const quality = form['Quality'] ?? 'fine';
  return {
    sid: randomUUID(),
    to,
    from,
    mediaUrl,
    quality,
    statusCallback: form['StatusCallback'],
    at: new Date(),
    script: scriptOf(to, quality),
    status: 'queued',
  };
};

/** As the REST interface shows it. */
export const shownOutgoing = (fax: OutgoingFax, accountSid: string) => ({
  sid: fax.sid,
  account_sid: accountSid,
  direction: 'outbound',
  status: fax.status,
  from: fax.from,
  to: fax.to,
  quality: fax.quality,
  num_pages: fax.pages ?? null,
  media_url: fax.mediaUrl,
  error_code: fax.error?.code ?? null,
  error_message: fax.error?.message ?? null,
  date_created: fax.at.toISOString(),
});

/** What a status callback says. */
export const callbackFields = (
  fax: OutgoingFax,
  accountSid: string,
  status: string = fax.status,
): Record<string, string> => ({
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  FaxSid: fax.sid,
  From: fax.from,
  To: fax.to,
  RemoteStationId: '',
  FaxStatus: status,
  OriginalMediaUrl: fax.mediaUrl,
  NumPages: fax.pages === undefined ? '' : String(fax.pages),
  ErrorCode: fax.error?.code ?? '',
  ErrorMessage: fax.error?.message ?? '',
});
