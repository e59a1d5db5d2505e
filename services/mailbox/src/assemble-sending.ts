import { createGate } from '@kuvert/platform/http/gate';
import type { Route } from '@kuvert/platform/http/route';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';

import type { Parts } from './assemble.ts';
import type { MailboxConfig } from './config.ts';
import { createPictures, type Pictures } from './documents/pictures.ts';
import { contactRoutes } from './http/routes/contacts.ts';
import { draftRoutes } from './http/routes/drafts.ts';
import { sendingRoutes } from './http/routes/sendings.ts';
import type { Session } from './store/sessions.ts';
import { attach, detach, mayAttach } from './use-cases/attachments.ts';
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
import { sendDraft } from './use-cases/send-draft.ts';
import { cancelSending, undoSending } from './use-cases/take-back.ts';
import { trySendingNow } from './use-cases/try-sending-now.ts';

/** Files and faxes being made that are in memory at once, and how many more may wait. */
const composedAtOnce = 4;
const composedWaiting = 32;

export interface AssembledSending {
  readonly routes: readonly Route<Session>[];
  readonly pictures: Pictures<GrantedPage>;
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
  return {
    pictures,
    routes: [
      ...contactRoutes({
        list: listContacts(deps),
        open: openContact(deps),
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
        create: createDraft(deps),
        giveBack: returnMessage(deps),
        read: readOwnDraft(deps),
        change: changeDraft(deps),
        mayAttach: mayAttach(deps),
        attach: attach(deps),
        detach: detach(deps),
        discard: discardDraft(deps),
        prepare: prepareDraft(deps),
        send: sendDraft(deps),
        grantPage: (person, id, page) => grant(person, id, 'draft', page),
      }),
      ...sendingRoutes({
        reader,
        pictures,
        undo: undoSending(deps),
        cancel: cancelSending(deps),
        tryNow: trySendingNow(deps),
        resolve: resolveSending(deps),
        sendAgain: sendAgain(deps),
        receipt: sendingReceipt({ ...deps, engine: parts.composer }),
        grantPage: (person, id, page) => grant(person, id, 'sent', page),
      }),
    ],
  };
};
