import type { AnsweringStep } from '@kuvert/shared/referrals/states';
import type {
  Approval,
  ApprovalList,
  ChangeDraft,
  Draft,
  DraftList,
  Sending,
  SendingPage,
  SendingView,
} from '../../../src/http/api.ts';
import { createRequests, json } from './requests.ts';
import type { Upload } from './upload.ts';

/** A person's word on how a delivery ended, and why. */
export interface Resolution {
  readonly deliveryId: string;
  readonly outcome: 'arrived' | 'failed';
  readonly reason: string;
}

export interface SendingApi {
  /** `requestId` is made up once for a draft: asked again, the same one answers. */
  newDraft(
    departmentId: string,
    requestId: string,
    replyTo: string | null,
    /** What an answer does with its referral; left out: what answers usually do. */
    referralStep?: AnsweringStep,
  ): Promise<Draft>;
  /** An answer to the sender of what isn't ours, with the number where it should have gone. */
  giveBack(messageId: string, requestId: string, number: string): Promise<Draft>;
  drafts(departmentId: string): Promise<DraftList>;
  draft(id: string): Promise<Draft>;
  changeDraft(id: string, change: ChangeDraft): Promise<Draft>;
  attach: Upload<Draft>;
  detach(id: string, attachmentId: string): Promise<Draft>;
  /** Makes the pages as they will be faxed. */
  prepare(id: string, version: number): Promise<Draft>;
  /** `lastDigits` of a number that is new to the department, once the server asked for them. */
  send(id: string, version: number, lastDigits: string | null): Promise<Sending>;
  /** Lets a draft to a number that is new to the department wait for a colleague. */
  askApproval(id: string, version: number): Promise<Draft>;
  takeApprovalBack(id: string): Promise<Draft>;
  approvals(departmentId: string): Promise<ApprovalList>;
  /** What waits, by the draft's id. */
  approval(id: string): Promise<Approval>;
  approve(id: string, version: number): Promise<Sending>;
  decline(id: string, version: number, reason: string): Promise<void>;
  discard(id: string): Promise<void>;
  sendings(departmentId: string, view: SendingView, cursor: string | null): Promise<SendingPage>;
  sending(id: string): Promise<Sending>;
  /** Back to being a draft. */
  undo(id: string): Promise<Draft>;
  cancel(id: string): Promise<Sending>;
  /** The next attempt, which waits for its time, at once. */
  tryNow(id: string): Promise<Sending>;
  resolve(id: string, resolution: Resolution): Promise<Sending>;
  sendAgain(id: string, after: Omit<Resolution, 'outcome'>): Promise<Sending>;
}

/** Hundreds of pages take their time; the server ends it by itself before this. */
const patienceForPages = 180_000;

/** The API for what goes out. Files go by `upload`, since `fetch` tells nothing of how far it has come. */
export const createSendingApi = (
  upload: Upload<Draft>,
  ...through: Parameters<typeof createRequests>
): SendingApi => {
  const ask = createRequests(...through);
  const post = <T>(path: string, body?: unknown): Promise<T> =>
    json(ask(path, { method: 'POST', ...(body !== undefined && { body }) }));
  return {
    newDraft: (departmentId, requestId, replyTo, referralStep) =>
      post(`/api/departments/${departmentId}/drafts`, {
        requestId,
        ...(replyTo !== null && { replyTo }),
        ...(referralStep && { referralStep }),
      }),
    giveBack: (messageId, requestId, number) =>
      post(`/api/messages/${messageId}/return`, { requestId, number }),
    drafts: (departmentId) => json(ask(`/api/departments/${departmentId}/drafts`)),
    draft: (id) => json(ask(`/api/drafts/${id}`)),
    changeDraft: (id, change) => json(ask(`/api/drafts/${id}`, { method: 'PUT', body: change })),
    attach: upload,
    detach: (id, attachmentId) =>
      json(ask(`/api/drafts/${id}/attachments/${attachmentId}`, { method: 'DELETE' })),
    prepare: (id, version) =>
      json(
        ask(`/api/drafts/${id}/prepare`, {
          method: 'POST',
          body: { version },
          patience: patienceForPages,
        }),
      ),
    send: (id, version, lastDigits) =>
      post(`/api/drafts/${id}/send`, { version, ...(lastDigits !== null && { lastDigits }) }),
    askApproval: (id, version) => post(`/api/drafts/${id}/approval`, { version }),
    takeApprovalBack: (id) => json(ask(`/api/drafts/${id}/approval`, { method: 'DELETE' })),
    approvals: (departmentId) => json(ask(`/api/departments/${departmentId}/approvals`)),
    approval: (id) => json(ask(`/api/approvals/${id}`)),
    approve: (id, version) => post(`/api/approvals/${id}/approve`, { version }),
    decline: async (id, version, reason) =>
      void (await ask(`/api/approvals/${id}/decline`, {
        method: 'POST',
        body: { version, reason },
      })),
    discard: async (id) => void (await ask(`/api/drafts/${id}`, { method: 'DELETE' })),
    sendings: (departmentId, view, cursor) => {
      const query = new URLSearchParams({ view, ...(cursor !== null && { cursor }) });
      return json(ask(`/api/departments/${departmentId}/sendings?${query}`));
    },
    sending: (id) => json(ask(`/api/sendings/${id}`)),
    undo: (id) => post(`/api/sendings/${id}/undo`),
    cancel: (id) => post(`/api/sendings/${id}/cancel`),
    tryNow: (id) => post(`/api/sendings/${id}/try-now`),
    resolve: (id, resolution) => post(`/api/sendings/${id}/resolve`, resolution),
    sendAgain: (id, after) => post(`/api/sendings/${id}/send-again`, after),
  };
};

/** A page of a draft as it will be faxed. Another version has other pages: the address tells them apart. */
export const draftPictureUrl = (
  draftId: string,
  version: number,
  page: number,
  width: number,
): string => `/api/drafts/${draftId}/pages/${page}?width=${width}&version=${version}`;

/** A page that waits for a colleague. */
export const approvalPictureUrl = (
  id: string,
  version: number,
  page: number,
  width: number,
): string => `/api/approvals/${id}/pages/${page}?width=${width}&version=${version}`;

/** A receipt for the case, as PDF/A. */
export const receiptUrl = (sendingId: string): string => `/api/sendings/${sendingId}/receipt`;

/** A page as it was faxed. */
export const sentPictureUrl = (sendingId: string, page: number, width: number): string =>
  `/api/sendings/${sendingId}/pages/${page}?width=${width}`;
