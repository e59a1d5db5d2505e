import { randomUUID } from 'node:crypto';

import { addContact, addOutboundKey, askedDraft, beginDraft, sendReady } from './compose.ts';
import { clientOf } from './client.ts';
import type { FilledMessage } from './fill.ts';
import type { House } from './house.ts';
import { addPartner, receiveFromPartner } from './partner.ts';
import { lineOf, pageOf, recognitionOf } from './recognised.ts';

/** Ids of what a department has, one of each kind that a route asks for. */
export interface Things {
  readonly departmentId: string;
  readonly messageId: string;
  readonly documentId: string;
  readonly otherId: string;
  readonly draftId: string;
  readonly attachmentId: string;
  readonly waitingId: string;
  readonly sendingId: string;
  readonly deliveryId: string;
  readonly contactId: string;
  readonly incidentId: string;
  readonly announcementId: string;
  readonly code: string;
}

/** Something behind every route, in the care department, where Anna made what isn't received. */
export const thingsOfCare = async (
  house: House,
): Promise<{ readonly ids: Things; readonly message: FilledMessage }> => {
  const { care, database, origin, pdf } = house;
  const partner = await addPartner(house, 'Vårdcentralen', '+46317009900');
  const text = recognitionOf(pageOf([[lineOf('Hej')]]));
  const message = await receiveFromPartner(house, care, partner, { text });
  const resend = await house.receive(care);
  await database.sql(`insert into resend values ($1, $2, $3, true, 1, now(), null, null)`, [
    resend.id,
    message.id,
    care.id,
  ]);
  await addOutboundKey(database);
  const anna = clientOf(origin, await house.logIn('anna'));
  const contact = await addContact(anna, care.id);
  const sending = await sendReady(anna, care.id);
  const { id: notOurs } = await house.receive(care);
  const reported = await anna.post(`/api/messages/${notOurs}/incident`, { how: 'seen-here' });
  const waiting = await askedDraft(house, anna);
  const draft = await beginDraft(anna, care.id);
  const attached = await anna.upload(`/api/drafts/${draft.id}/attachments`, pdf).expect(200);
  const [delivery] = await database.sql<{ id: string }>(
    'select id from delivery where order_id = $1',
    [sending.id],
  );
  const [announced] = await database.sql<{ id: string }>(
    `select announce($1, 'break-glass', $2, now()) as id`,
    [care.id, house.personIds.frida],
  );
  return {
    message,
    ids: {
      departmentId: care.id,
      messageId: message.id,
      documentId: message.documents.pdf.id,
      otherId: resend.id,
      draftId: draft.id,
      attachmentId: attached.body.attachments[0].id,
      waitingId: waiting.id,
      sendingId: sending.id,
      deliveryId: delivery?.id ?? '',
      contactId: contact.body.id,
      incidentId: reported.body.id,
      announcementId: announced?.id ?? '',
      code: sending.code,
    },
  };
};

/** Ids of nothing. */
export const thingsOfNobody = (): Things => ({
  departmentId: randomUUID(),
  messageId: randomUUID(),
  documentId: randomUUID(),
  otherId: randomUUID(),
  draftId: randomUUID(),
  attachmentId: randomUUID(),
  waitingId: randomUUID(),
  sendingId: randomUUID(),
  deliveryId: randomUUID(),
  contactId: randomUUID(),
  incidentId: randomUUID(),
  announcementId: randomUUID(),
  code: 'ZZZZ-ZZZZ',
});
