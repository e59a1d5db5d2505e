import type { OrderDialect, OutgoingFax } from './outgoing.ts';
import { signedRequest, type SigningOptions } from './signed-request.ts';

/** Orders in the Twilio dialect: forms, and signed status callbacks. */
export const twilioOrders = (accountSid: string, signing: SigningOptions): OrderDialect => {
  const base = `/api/laml/2010-04-01/Accounts/${accountSid}/Faxes`;
  return {
    body: 'form',
    paths: { orders: `${base}.json`, fax: `${base}/:sid.json` },
    takenStatus: 201,
    read: (form) => ({
      to: textOf(form['To']),
      from: textOf(form['From']),
      quality: qualityOf(form['Quality']),
      mediaUrl: textOf(form['MediaUrl']),
      statusCallback:
        form['StatusCallback'] === undefined ? undefined : textOf(form['StatusCallback']),
    }),
    shown: (fax) => shown(fax, accountSid),
    alone: (fax) => fax,
    refusal: (status, code) => ({ code: code ?? null, status }),
    tell: (fax, status, url) =>
      signedRequest(url, callbackFields(fax, accountSid, status), signing),
  };
};

/** What stands in an order; nothing for what is no text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const qualityOf = (value: unknown): 'standard' | 'fine' | 'superfine' =>
  value === 'standard' || value === 'superfine' ? value : 'fine';

const shown = (fax: OutgoingFax, accountSid: string) => ({
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

const callbackFields = (
  fax: OutgoingFax,
  accountSid: string,
  status: string,
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
