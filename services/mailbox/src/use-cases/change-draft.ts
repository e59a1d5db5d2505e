import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { removeUnused } from '@kuvert/platform/documents/remove-unused';
import type { Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';

import type { ChangeDraft, Draft } from '#api';
import { audit } from '../store/audit.ts';
import { lockDraft, touchDraft } from '../store/draft-rows.ts';
import { deleteSendDocuments } from '../store/send-documents.ts';
import { type Actor, scopeOf } from './actor.ts';
import type { DraftDeps } from './draft-ports.ts';
import { openDraft, readSealedDraft } from './draft-view.ts';
import { toFaxNumber } from './fax-number.ts';

export const readOwnDraft =
  (deps: DraftDeps) =>
  async (actor: Actor, id: string): Promise<Draft> =>
    openDraft(
      deps,
      await deps.database.transaction(
        (transaction) => readSealedDraft(transaction, id),
        scopeOf(actor),
      ),
    );

/**
 * Keeps what a person writes.
 * @throws KuvertError `not-found`; `draft-changed`; `not-a-referral`; `number-invalid`, `number-premium-rate`, `number-country-blocked`
 */
export const changeDraft =
  (deps: DraftDeps) =>
  async (actor: Actor, id: string, change: ChangeDraft): Promise<Draft> => {
    const to = destinationOf(deps, change.to);
    const sealed = await deps.database.transaction(async (transaction) => {
      await write(deps, transaction, id, change, to);
      return readSealedDraft(transaction, id);
    }, scopeOf(actor));
    return openDraft(deps, sealed);
  };

const destinationOf = (rules: DraftDeps, text: string | null): string | null =>
  text === null || text.trim() === '' ? null : toFaxNumber(text, rules);

const write = async (
  { clock, recovery }: DraftDeps,
  transaction: Transaction,
  id: string,
  change: ChangeDraft,
  to: string | null,
): Promise<void> => {
  const { departmentId } = await lockDraft(transaction, id, change.version);
  const { recipientName, subject, message, resolution, cover, language, wishesFax, referralStep } =
    change;
  if (referralStep) await refuseStepOfNone(transaction, id);
  const key = await readActiveKey(transaction, departmentId);
  const contents = JSON.stringify({ recipientName, subject, message });
  await transaction.query(
    `update send_order set to_number = $2, resolution = $3, cover = $4, language = $5, key_id = $6, contents = $7,
            wishes_fax = $8, referral_step = case when $9 then $10 else referral_step end
      where id = $1`,
    [
      id,
      to,
      resolution,
      cover,
      language,
      key.id,
      Buffer.from(await sealText(contents, [key.recipient, recovery])),
      wishesFax,
      referralStep !== undefined,
      referralStep ?? null,
    ],
  );
  if (change.attachments) await order(transaction, id, change.attachments);
  await touchDraft(transaction, id, clock.now());
};

/** @throws KuvertError `not-a-referral` of what answers nothing */
const refuseStepOfNone = async (transaction: Transaction, id: string): Promise<void> => {
  const { rowCount } = await transaction.query(
    'select from send_order where id = $1 and reply_to is not null',
    [id],
  );
  if (rowCount !== 1) throw new KuvertError('not-a-referral', 'the draft answers no referral');
};

/** @throws KuvertError `draft-changed` unless they are all attachments of the draft, each once */
const order = async (
  transaction: Transaction,
  id: string,
  attachments: readonly string[],
): Promise<void> => {
  const { rows } = await transaction.query<{ id: string }>(
    `select id from send_document where order_id = $1 and kind = 'attachment'`,
    [id],
  );
  const found = new Set(rows.map((row) => row.id));
  const same = new Set(attachments).size === found.size && attachments.length === found.size;
  if (!same || !attachments.every((each) => found.has(each)))
    throw new KuvertError('draft-changed', 'the draft has other attachments by now');
  await transaction.query(
    `update send_document set position = u.position from unnest($2::text[]) with ordinality u (id, position)
      where send_document.id = u.id and order_id = $1`,
    [id, attachments],
  );
};

/** Forgets a draft: what was written and added is gone, in every copy. @throws KuvertError `not-found` */
export const discardDraft =
  (deps: DraftDeps) =>
  async (actor: Actor, id: string): Promise<void> => {
    const removed = await deps.database.transaction(async (transaction) => {
      const { departmentId } = await lockDraft(transaction, id);
      const documents = await deleteSendDocuments(transaction, id, 'all');
      await transaction.query(
        `update send_order set stage = 'discarded', contents = null, to_number = null, prepared_version = null,
                  pages = null, envelope = null, changed_at = $2 where id = $1`,
        [id, deps.clock.now()],
      );
      await audit(transaction, {
        person: actor.person,
        action: 'discard-draft',
        departmentId,
        detail: `sending ${id}`,
      });
      return documents;
    }, scopeOf(actor));
    await removeUnused(deps, removed);
  };
