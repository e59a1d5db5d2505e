import { createGate } from '@kuvert/platform/http/gate';
import type { Route } from '@kuvert/platform/http/route';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';

import type { Parts } from './assemble.ts';
import type { MailboxConfig } from './config.ts';
import { createPictures, type Pictures } from './documents/pictures.ts';
import { approvalRoutes } from './http/routes/approvals.ts';
import { contactRoutes } from './http/routes/contacts.ts';
import { draftRoutes } from './http/routes/drafts.ts';
import { sendingRoutes } from './http/routes/sendings.ts';
import type { SystemSendingsDeps } from './http/system-api/routes/sendings.ts';
import type { Session } from './store/sessions.ts';
import type { Actor } from './use-cases/actor.ts';
import {
  approveSending,
  declineSending,
  listApprovals,
  openApproval,
} from './use-cases/approve-sending.ts';
import { askApproval, takeApprovalBack } from './use-cases/ask-approval.ts';
import { attach, detach, mayAttach } from './use-cases/attachments.ts';
import { cancelBySystem } from './use-cases/cancel-by-system.ts';
import { changeDraft, discardDraft, readOwnDraft } from './use-cases/change-draft.ts';
import {
  addContact,
  changeContact,
  listContacts,
  openContact,
  removeContact,
  restoreContact,
  verifyContact,
} from './use-cases/contacts.ts';
import { createDraft } from './use-cases/create-draft.ts';
import { grantSendingPage, openSendingPages, type GrantedPage } from './use-cases/open-sending.ts';
import { prepareDraft } from './use-cases/prepare-draft.ts';
import { createSendingReader } from './use-cases/read-sendings.ts';
import { resolveSending, sendAgain } from './use-cases/resolve-sending.ts';
import { returnMessage } from './use-cases/return-message.ts';
import { sendingReceipt } from './use-cases/sending-receipt.ts';
import { sendBySystem } from './use-cases/send-by-system.ts';
import { sendDraft } from './use-cases/send-draft.ts';
import { cancelSending, undoSending } from './use-cases/take-back.ts';
import { trySendingNow } from './use-cases/try-sending-now.ts';

/** Files and faxes being made that are in memory at once, and how many more may wait. */
const composedAtOnce = 4;
const composedWaiting = 32;

export interface AssembledSending {
  readonly routes: readonly Route<Session>[];
  readonly pictures: Pictures<GrantedPage>;
  /** What business systems send and follow by. */
  readonly forSystems: Pick<SystemSendingsDeps, 'reader' | 'send' | 'cancel'>;
}

/** Puts together what writing, sending and following take. */
export const assembleSending = (
  { country, timeZone, recovery, sending }: MailboxConfig,
  parts: Parts,
): AssembledSending => {
  const { database, engine } = parts;
  const deps = {
    ...parts,
    ...sending,
    country,
    timeZone,
    recovery,
    engine: parts.composer,
    sealer: createSealer(),
    opener: createOpener(),
    digest: sha256Hex,
    steps: () => Promise.resolve(),
  };
  const reader = createSendingReader({ database, country });
  const grant = grantSendingPage(database);
  const pictures = createPictures({ engine, open: openSendingPages({ ...deps, engine }) });
  const acts = {
    create: createDraft(deps),
    change: changeDraft(deps),
    attach: attach(deps),
    detach: detach(deps),
    discard: discardDraft(deps),
    prepare: prepareDraft(deps),
    send: sendDraft(deps),
    cancel: cancelSending(deps),
    openContact: openContact(deps),
  };
  const read = (actor: Actor, id: string) => reader.sending(actor, id);
  return {
    pictures,
    forSystems: {
      reader,
      send: sendBySystem({ ...parts, ...acts, read, steps: parts.systemSteps }),
      cancel: cancelBySystem({ ...acts, read }),
    },
    routes: [
      ...contactRoutes({
        list: listContacts(deps),
        open: acts.openContact,
        add: addContact(deps),
        change: changeContact(deps),
        verify: verifyContact(deps),
        remove: removeContact(deps),
        restore: restoreContact(deps),
      }),
      ...draftRoutes({
        reader,
        pictures,
        gate: createGate(composedAtOnce, composedWaiting),
        ...acts,
        giveBack: returnMessage(deps),
        read: readOwnDraft(deps),
        mayAttach: mayAttach(deps),
        grantPage: (actor, id, page) => grant(actor, id, 'draft', page),
      }),
      ...approvalRoutes({
        pictures,
        ask: askApproval(deps),
        takeBack: takeApprovalBack(deps),
        list: listApprovals(deps),
        open: openApproval(deps),
        approve: approveSending(deps),
        decline: declineSending(deps),
        grantPage: (actor, id, page) => grant(actor, id, 'approval', page),
      }),
      ...sendingRoutes({
        reader,
        pictures,
        undo: undoSending(deps),
        cancel: acts.cancel,
        tryNow: trySendingNow(deps),
        resolve: resolveSending(deps),
        sendAgain: sendAgain(deps),
        receipt: sendingReceipt({ ...deps, engine: parts.composer }),
        grantPage: (actor, id, page) => grant(actor, id, 'sent', page),
      }),
    ],
  };
};
