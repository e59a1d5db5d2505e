import type {
  Concern,
  Locale,
  Me,
  Message,
  MessagePage,
  MessageText,
  OtherDepartment,
  PartnerDetails,
  View,
} from '../../../src/http/api.ts';
import { createRequests, json, type Requests } from './requests.ts';

/** What a person does with a message; the body of the request is what stands beside `kind`. */
export type Action =
  | { readonly kind: 'take' }
  | { readonly kind: 'give-back' }
  | { readonly kind: 'take-over'; readonly note: string }
  | {
      readonly kind: 'register';
      readonly system: string;
      readonly reference: string;
      /** Whom it concerns; null: no one person. */
      readonly personNumber: string | null;
    }
  | { readonly kind: 'not-register'; readonly reason: string }
  | {
      readonly kind: 'forward';
      readonly departmentId: string;
      readonly reason?: string | undefined;
      /** It came to a wrong recipient, which is reported. */
      readonly incident: boolean;
    }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'quarantine' }
  | { readonly kind: 'release' };

/** What a person says of a referral without an answer to its sender. */
export type ReferralAct =
  | { readonly kind: 'mark'; readonly answerBy: string | null }
  | { readonly kind: 'unmark' }
  | { readonly kind: 'step'; readonly step: 'received' | 'accepted' | 'answered' };

export { ApiError } from './api-error.ts';

export interface Api {
  me(): Promise<Me>;
  setLocale(locale: Locale): Promise<void>;
  messages(departmentId: string, view: View, cursor: string | null): Promise<MessagePage>;
  message(id: string): Promise<Message>;
  /** The machine-read text; each time it is asked for is an audited reading. */
  text(id: string): Promise<MessageText>;
  /** What a partner's message says besides its document; each time it is asked for is an audited reading. */
  partnerDetails(id: string): Promise<PartnerDetails>;
  act(id: string, action: Action): Promise<Message>;
  refer(id: string, act: ReferralAct): Promise<Message>;
  /** Whom it concerns, as was said when it was registered. */
  concern(id: string): Promise<Concern>;
  /** All departments of the house, by name. */
  departments(): Promise<readonly OtherDepartment[]>;
  /** Says that two faxes are not the same, or takes that back. */
  denyResend(id: string, otherId: string, denied: boolean): Promise<Message>;
  fetchAgain(id: string): Promise<void>;
  /** Where the bytes lie for a minute. */
  download(id: string, documentId: string, purpose: 'download' | 'print'): Promise<string>;
}

/** The API for received faxes, over the requests that `createRequests` makes of the same. */
export const createApi = (...through: Parameters<typeof createRequests>): Api => {
  const ask = createRequests(...through);
  return {
    me: () => json(ask('/api/me')),
    setLocale: async (locale) =>
      void (await ask('/api/me/locale', { method: 'PUT', body: { locale } })),
    messages: (departmentId, view, cursor) => {
      const query = new URLSearchParams({ view, ...(cursor !== null && { cursor }) });
      return json(ask(`/api/departments/${departmentId}/messages?${query}`));
    },
    message: (id) => json(ask(`/api/messages/${id}`)),
    text: (id) => json(ask(`/api/messages/${id}/text`)),
    partnerDetails: (id) => json(ask(`/api/messages/${id}/partner`)),
    act: (id, { kind, ...body }) =>
      json(
        ask(`/api/messages/${id}/${kind}`, {
          method: 'POST',
          ...(Object.keys(body).length > 0 && { body }),
        }),
      ),
    refer: (id, act) => json(ask(...referralRequest(`/api/messages/${id}/referral`, act))),
    concern: (id) => json(ask(`/api/messages/${id}/concern`)),
    departments: async () =>
      (await json<{ departments: OtherDepartment[] }>(ask('/api/departments'))).departments,
    denyResend: (id, otherId, denied) =>
      json(ask(`/api/messages/${id}/resends/${otherId}`, { method: 'PUT', body: { denied } })),
    fetchAgain: async (id) =>
      void (await ask(`/api/messages/${id}/fetch-again`, { method: 'POST' })),
    download: async (id, documentId, purpose) => {
      const path = `/api/messages/${id}/documents/${documentId}/downloads`;
      return (await json<{ url: string }>(ask(path, { method: 'POST', body: { purpose } }))).url;
    },
  };
};

const referralRequest = (path: string, act: ReferralAct): Parameters<Requests> => {
  switch (act.kind) {
    case 'mark':
      return [path, { method: 'PUT', body: { answerBy: act.answerBy } }];
    case 'unmark':
      return [path, { method: 'DELETE' }];
    case 'step':
      return [`${path}/step`, { method: 'POST', body: { step: act.step } }];
  }
};

/** A page as a picture; `width` in pixels. */
export const pictureUrl = (messageId: string, page: number, width: number): string =>
  `/api/messages/${messageId}/pages/${page}?width=${width}`;
