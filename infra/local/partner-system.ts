import { createPrivateKey, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createPartnerSystem, type PartnerSystem } from '@kuvert/simulators/partner';
import { messageOf } from '@kuvert/simulators/partner/message';
import { referralOf } from '@kuvert/simulators/partner/referral';
import type { MessageData } from '@kuvert/shared/partners/client-api';
import { messageBundle } from '@kuvert/shared/partners/fhir/message-bundle';

import { demonstrationPartner } from './demonstration.ts';
import type { HouseFile } from './house-file.ts';

/** The demonstration's partner, talking to the running house. */
export const openPartnerSystem = async ({
  ingestOrigin,
  partner: { clientId, keyFile, fetchOrigin },
}: Pick<HouseFile, 'ingestOrigin' | 'partner'>): Promise<PartnerSystem> =>
  createPartnerSystem({
    sendOrigin: ingestOrigin,
    fetchOrigin,
    clientId,
    privateKey: createPrivateKey(await readFile(keyFile)),
    correspondence: demonstrationPartner.correspondence,
  });

/** What the partner sends unless somebody gives it another document. */
export const samplePdf = join(import.meta.dirname, 'samples/partner-request.pdf');

export const sampleLetter = {
  label: 'Begäran om hemtjänst efter utskrivning',
  text: 'Hej! Vi behöver besked före torsdag. Begäran bifogas.',
  senderPersons: [{ root: '1.2.752.29.6.2.1', extension: 'SE2321000016-1A2B', label: 'Anna Berg' }],
  references: [
    { root: '1.2.752.129.2.1.3.1', extension: '19121212-1212', label: 'Tolvan Tolvansson' },
    { root: 'urn:bjorken:dnr', extension: 'VCB 2026/118', label: 'Vårt ärende' },
  ],
} as const;

/** What it sends as a referral. */
const referralPdf = join(import.meta.dirname, 'samples/partner-referral.pdf');

/** The one or the other. */
export const sampleOf = (isReferral = false): string => (isReferral ? referralPdf : samplePdf);

/** A referral of the same patient. */
export const sampleReferral = {
  ...sampleLetter,
  label: 'Sårvård i hemmet',
  text: 'Bensår vänster, omläggning två gånger i veckan. Svar önskas.',
} as const;

const weekMs = 7 * 24 * 60 * 60_000;

/** Under a new id unless it has one: what is sent again has the first one's. */
type Letter = Parameters<PartnerSystem['send']>[0];

/** Sends a letter as a referral that wants its answer within two weeks; its id. @throws Error unless it was taken */
export const sendReferral = async (system: PartnerSystem, letter: Letter): Promise<string> => {
  const answerBy = new Date(Date.now() + 2 * weekMs).toISOString().slice(0, 10);
  const whole = { messageId: randomUUID(), ...letter };
  const { status } = await system.process(
    referralOf(demonstrationPartner.correspondence, whole, answerBy),
  );
  if (status !== 200) throw new Error(`the gateway answered ${status}, not 200`);
  return whole.messageId;
};

/** Sends a letter as a FHIR message; its id. @throws Error unless it was taken */
export const sendAsFhir = async (system: PartnerSystem, letter: Letter): Promise<string> => {
  const whole = { messageId: randomUUID(), ...letter };
  const message = messageOf(demonstrationPartner.correspondence, whole);
  const bundle = messageBundle(message.data.attributes, randomUUID);
  const { status } = await system.process(bundle);
  if (status !== 200) throw new Error(`the gateway answered ${status}, not 200`);
  return whole.messageId;
};

/** Lets the partner's sample message arrive, as a partner's system sends it. */
export const sendPartnerSample = async (
  house: Pick<HouseFile, 'ingestOrigin' | 'partner'>,
): Promise<MessageData> =>
  (await openPartnerSystem(house)).send({ ...sampleLetter, pdf: await readFile(samplePdf) });

/** Likewise its sample referral; the message's id. */
export const sendSampleReferral = async (
  house: Pick<HouseFile, 'ingestOrigin' | 'partner'>,
): Promise<string> =>
  sendReferral(await openPartnerSystem(house), {
    ...sampleReferral,
    pdf: await readFile(referralPdf),
  });
