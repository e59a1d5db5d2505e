import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createIdentityFile, openIdentityFile } from '@kuvert/platform/keys/key-file';
import { silentLog } from '@kuvert/platform/logging/log';
import { createFolderStore } from '@kuvert/platform/objects/folder';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { asId } from '@kuvert/shared/ids';
import type { PartnerEnvelope } from '@kuvert/shared/partners/sealed-parts';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { PartnerChannel } from '@kuvert/shared/routing/address';
import { startCarrier, type SimulatedCarrier } from '@kuvert/simulators/carrier';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import type { NoticesConfig } from '../config-notices.ts';
import type { WebhooksConfig } from '../config-webhooks.ts';
import type { OutboundConfig, SendingConfig } from '../config.ts';
import { createOutbound, type Outbound, type OutboundOverrides } from '../container.ts';
import { usualPatience } from '../use-cases/patience.ts';
import { quickPages } from './quick-pages.ts';

export const from = '+46846500410';
export const otherNumber = '+46846500420';
const account = {
  accountSid: 'account-1',
  signingKey: 'signing-key',
  token: 'rest-token',
} as const;
const passphrase = 'a generated passphrase of the tests';

export interface OrderOptions {
  readonly to?: string;
  readonly tiff?: Uint8Array;
  /** Seconds from now until it may be handed over. */
  readonly dueIn?: number;
  readonly deadline?: Date;
  readonly replyTo?: string;
  /** Written by Kuvert itself, of the referral that it answers. */
  readonly reminds?: 'completion-missing' | 'not-answered';
  readonly pages?: number;
  /** Goes within the house, to the other department. */
  readonly inHouse?: boolean;
  /** Goes to this function of a partner, with this on its envelope. */
  readonly toFunction?: {
    readonly id: string;
    readonly envelope: PartnerEnvelope;
    /** `gateway` unless told. */
    readonly channel?: PartnerChannel;
  };
}

export interface Ordered {
  readonly orderId: string;
  readonly deliveryId: string;
}

/** A database with a department and outbound's key, a carrier and a folder for objects. */
export interface House {
  readonly database: TestDatabase;
  readonly carrier: SimulatedCarrier;
  readonly objects: ObjectStore;
  readonly sending: SendingConfig;
  readonly department: IdentityPair;
  readonly departmentId: string;
  /** Another department, whose number is `otherNumber`. */
  readonly other: IdentityPair & { readonly id: string; readonly keyId: string };
  readonly recovery: IdentityPair;
  readonly outboundKey: IdentityPair;
  readonly personId: string;
  /** A delivery in the queue, as the mailbox leaves it. */
  order(options?: OrderOptions): Promise<Ordered>;
  /** Starts outbound; stopped with the house. */
  outbound(
    overrides?: OutboundOverrides,
    config?: Partial<SendingConfig>,
    webhooks?: WebhooksConfig,
    notices?: NoticesConfig,
  ): Promise<Outbound>;
  close(): Promise<void>;
}

/** Where a house is opened that isn't one of the test run's, and how long its calls last. */
export interface HouseOptions {
  readonly serverUrl?: string;
  readonly paceMs?: number;
}

export const openHouse = async ({ serverUrl, paceMs }: HouseOptions = {}): Promise<House> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-outbound-'));
  const database = await createTestDatabase(serverUrl);
  const carrier = await startCarrier({ ...account, paceMs: paceMs ?? 0 });
  const objects = await createFolderStore(join(folder, 'objects'));
  const key = await makeKey(folder);
  const [department, other, recovery] = await Promise.all([
    newHybridIdentity(),
    newHybridIdentity(),
    newHybridIdentity(),
  ]);
  const ids = await fill(database, department, key.pair);
  const otherIds = await fillOther(database, other);
  const port = await freePort();
  const sending: SendingConfig = {
    port,
    origin: `http://127.0.0.1:${port}`,
    carriers: {
      twilio: {
        carrier: 'signalwire',
        accountSid: account.accountSid,
        signingKey: { kind: 'value', text: account.signingKey },
        restOrigin: carrier.origin,
        restToken: { kind: 'value', text: account.token },
      },
      telnyx: undefined,
      sinch: undefined,
      hylafax: undefined,
      order: ['signalwire'],
      calls: new Map(),
    },
    messageService: undefined,
    key: key.files,
    linkKeyFile: undefined,
    recovery: recovery.recipient,
    country: 'SE',
    timeZone: 'Europe/Stockholm',
    allowLoopback: true,
    submitMs: 1_000,
    patience: usualPatience,
    minuteMs: 60_000,
    objects: { kind: 'folder', folder: join(folder, 'objects') },
    bell: { kind: 'in-process' },
  };
  const running: Outbound[] = [];
  return {
    database,
    carrier,
    objects,
    sending,
    department,
    other: { ...other, ...otherIds },
    recovery,
    outboundKey: key.pair,
    ...ids,
    order: (options = {}) =>
      addOrder(
        { database, objects, department, key: key.pair, ids, otherId: otherIds.id },
        options,
      ),
    outbound: async (overrides = {}, changes = {}, webhooks, notices) => {
      const config: OutboundConfig = {
        databaseUrl: database.urlOf('outbound'),
        host: '127.0.0.1',
        operationsPort: 0,
        sending: { ...sending, ...changes },
        webhooks,
        notices,
      };
      const outbound = await createOutbound(config, silentLog, {
        workSweepMs: 50,
        pages: quickPages,
        ...overrides,
      });
      running.push(outbound);
      return outbound;
    },
    close: async () => {
      for (const outbound of running) await outbound.stop();
      await carrier.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const makeKey = async (folder: string) => {
  const files = { file: join(folder, 'outbound.age'), passphraseFile: join(folder, 'passphrase') };
  await writeFile(files.passphraseFile, passphrase, { mode: 0o600 });
  await createIdentityFile(files.file, passphrase, 'generated');
  return { files, pair: await openIdentityFile(files.file, passphrase) };
};

interface Ids {
  readonly departmentId: string;
  readonly keyId: string;
  readonly serviceKeyId: string;
  readonly personId: string;
}

const fill = async (
  { sql }: TestDatabase,
  department: IdentityPair,
  outbound: IdentityPair,
): Promise<Ids> => {
  const [departmentId, keyId, serviceKeyId, personId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  await sql(`insert into department (id, name, created_at) values ($1, 'Hemsjukvården', now())`, [
    departmentId,
  ]);
  await sql('insert into department_key values ($1, $2, $3, now())', [
    keyId,
    departmentId,
    department.recipient,
  ]);
  await sql(`insert into service_key values ($1, 'outbound', $2, now())`, [
    serviceKeyId,
    outbound.recipient,
  ]);
  await sql(
    `insert into person (id, issuer, subject, name, created_at) values ($1, 'i', 's', 'Anna', now())`,
    [personId],
  );
  return { departmentId, keyId, serviceKeyId, personId };
};

const fillOther = async (
  { sql }: TestDatabase,
  other: IdentityPair,
): Promise<{ readonly id: string; readonly keyId: string }> => {
  const [id, keyId] = [randomUUID(), randomUUID()];
  await sql(`insert into department (id, name, created_at) values ($1, 'Socialtjänsten', now())`, [
    id,
  ]);
  await sql('insert into department_key values ($1, $2, $3, now())', [keyId, id, other.recipient]);
  await sql('insert into fax_number values ($1, $2)', [otherNumber, id]);
  return { id, keyId };
};

interface Place {
  readonly database: TestDatabase;
  readonly objects: ObjectStore;
  readonly department: IdentityPair;
  readonly key: IdentityPair;
  readonly ids: Ids;
  readonly otherId: string;
}

const addOrder = async (
  { database: { sql }, objects, department, key, ids, otherId }: Place,
  {
    inHouse = false,
    to = inHouse ? otherNumber : '+46313900601',
    tiff = Buffer.from('II* pages'),
    dueIn = 0,
    deadline = new Date(Date.now() + 4 * 3_600_000),
    replyTo,
    reminds,
    pages = 1,
    toFunction,
  }: OrderOptions,
): Promise<Ordered> => {
  const [orderId, deliveryId, objectName] = [randomUUID(), randomUUID(), randomUUID()];
  const sealed = await createSealer().seal(tiff, [department.recipient, key.recipient]);
  await objects.put(asId<'object'>(objectName), sealed.payload);
  await sql(
    `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number,
       from_number, resolution, cover, language, reply_to, code, key_id, contents, prepared_version, pages, sent_at,
       channel, channel_reason, to_department, to_name, to_function, envelope, tells, tells_of)
     values ($1, $2, $3, $1, 'sent', now(), now(), $4, $5, 'fine', true, 'sv', $6, $1, $7, '', 0, $8, now(),
       case when $9::text is not null then 'department' when $10::text is not null then $12 else 'fax' end,
       case when coalesce($9, $10::text) is null then 'no-secure-address' else 'secure-address' end, $9,
       coalesce((select name from department where id = $9), (select name from partner_function where id = $10)),
       $10, $11, $13, case when $13::text is not null then 'day 2026-11-27' end)`,
    [
      orderId,
      ids.departmentId,
      ids.personId,
      to,
      from,
      replyTo ?? null,
      ids.keyId,
      pages,
      inHouse ? otherId : null,
      toFunction?.id ?? null,
      toFunction
        ? Buffer.from(await sealText(JSON.stringify(toFunction.envelope), [key.recipient]))
        : null,
      toFunction?.channel ?? 'gateway',
      reminds ?? null,
    ],
  );
  const { payloadSize, payloadSha256, plainSize, plainSha256 } = sealed.facts;
  await sql(
    `insert into send_document (id, order_id, department_id, key_id, service_key_id, kind, position, media_type,
       object_name, header, payload_size, payload_sha256, plain_size, plain_sha256, created_at)
     values ($1, $2, $3, $4, $5, 'outgoing', 0, 'image/tiff', $6, $7, $8, $9, $10, $11, now())`,
    [
      randomUUID(),
      orderId,
      ids.departmentId,
      ids.keyId,
      ids.serviceKeyId,
      objectName,
      Buffer.from(sealed.header),
      payloadSize,
      payloadSha256,
      plainSize,
      plainSha256,
    ],
  );
  await sql(
    `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
       state, queued_at, due_at, deadline, changed_at)
     values ($1, $2, $3, 1, $4, $5, $6, false, 'queued', now(), now() + $7 * interval '1 second', $8, now())`,
    [deliveryId, orderId, ids.departmentId, to, from, ids.personId, dueIn, deadline],
  );
  await sql(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values ($1, 'outbound', 'dispatch', $2, now() + $3 * interval '1 second', now())`,
    [randomUUID(), deliveryId, dueIn],
  );
  return { orderId, deliveryId };
};
