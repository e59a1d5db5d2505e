import { randomUUID } from 'node:crypto';

import type { Recognition } from '@kuvert/fax-document/recognition';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { asId } from '@kuvert/shared/ids';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { DocumentKind, MediaType } from '@kuvert/shared/message';
import type { Recipient } from '@kuvert/shared/ports/vault';
import type { TestDatabase } from '@kuvert/testkit/database';

import { writeText } from '../documents/sealed-text.ts';

/** A department as the operator makes it. */
export interface FilledDepartment {
  readonly id: string;
  readonly keyId: string;
  readonly recipient: Recipient;
}

export const addDepartment = async (
  { sql }: TestDatabase,
  keys: KeyWrapper,
  name: string,
  number: string,
): Promise<FilledDepartment> => {
  const { identity, recipient } = await newHybridIdentity();
  const [id, keyId] = [randomUUID(), randomUUID()];
  await sql('insert into department values ($1, $2, false, now())', [id, name]);
  await sql('insert into department_key values ($1, $2, $3, now(), null)', [keyId, id, recipient]);
  await sql('insert into department_identity values ($1, $2)', [keyId, await keys.wrap(identity)]);
  await sql('insert into fax_number values ($1, $2)', [number, id]);
  return { id, keyId, recipient };
};

export const addPerson = async (
  { sql }: TestDatabase,
  issuer: string,
  person: { readonly subject: string; readonly name: string },
  departments: readonly FilledDepartment[],
): Promise<string> => {
  const id = randomUUID();
  await sql('insert into person values ($1, $2, $3, $4, null, now())', [
    id,
    issuer,
    person.subject,
    person.name,
  ]);
  for (const department of departments)
    await sql('insert into membership values ($1, $2, now())', [id, department.id]);
  return id;
};

export interface FilledMessage {
  readonly id: string;
  readonly departmentId: string;
  readonly documents: Readonly<Record<'original' | 'pdf', { id: string; objectName: string }>>;
}

/** What a message has in place of the usual. */
export interface MessageChanges {
  readonly availableAt?: Date;
  readonly attention?: string;
  readonly from?: string;
  readonly tsi?: string | null;
  readonly pages?: number;
  /** The bytes that came. */
  readonly original?: Uint8Array;
  /** Those of the second and each further file. */
  readonly furtherOriginals?: readonly Uint8Array[];
  /** It came as PDF, from which so many things of these kinds were removed. */
  readonly removed?: Readonly<Record<string, number>>;
  /** The machine has read it. */
  readonly text?: Recognition;
}

/** A fax as ingest files it: sealed, stored, with its rows. */
export const addMessage = async (
  { sql }: TestDatabase,
  objects: ObjectStore,
  department: FilledDepartment,
  content: { readonly pdf: Uint8Array; readonly original: Uint8Array; readonly pages: number },
  changes: MessageChanges = {},
): Promise<FilledMessage> => {
  const id = randomUUID();
  const at = changes.availableAt ?? new Date();
  const pages = changes.pages ?? content.pages;
  await sql(
    `insert into message (id, department_id, carrier, from_number, to_number, tsi, received_at, available_at,
       announced_pages, state, attention, pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
     values ($1, $2, 'signalwire', $3, '+46225111111', $8, $4, $4, $5, $6, $7, $5, 0, 0, '{}', false, 'deleted')`,
    [
      id,
      department.id,
      changes.from ?? '+46225222222',
      at,
      pages,
      changes.attention === undefined ? 'available' : 'attention',
      changes.attention ?? null,
      changes.tsi === undefined ? 'VC HEDEMORA' : changes.tsi,
    ],
  );
  if (changes.attention === undefined)
    await sql(
      `insert into message_page (message_id, department_id, page, lines, damaged_lines, damage, missing_lines,
         ended_early, blank, rotate)
       select $1, $2, page, 2188, 0, '{}', 0, false, false, 0 from generate_series(1, $3) page`,
      [id, department.id, pages],
    );
  if (changes.removed)
    await sql('insert into message_intake values ($1, $2, true, false, 1, $3)', [
      id,
      department.id,
      changes.removed,
    ]);
  await sql('insert into handling (message_id, department_id) values ($1, $2)', [
    id,
    department.id,
  ]);
  await sql(
    `insert into timeline (id, message_id, department_id, at, kind) values ($1, $2, $3, $4, 'received')`,
    [randomUUID(), id, department.id, at],
  );
  const seal = async (kind: DocumentKind, mediaType: MediaType, plain: Uint8Array, place = 1) => {
    const sealed = await createSealer().seal(plain, [department.recipient]);
    const document = { id: randomUUID(), objectName: randomUUID() };
    await objects.put(asId<'object'>(document.objectName), sealed.payload);
    const { payloadSize, payloadSha256, plainSize, plainSha256 } = sealed.facts;
    await sql(
      `insert into document values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        document.id,
        id,
        department.id,
        department.keyId,
        kind,
        mediaType,
        document.objectName,
        Buffer.from(sealed.header),
        payloadSize,
        payloadSha256,
        plainSize,
        plainSha256,
        at,
        place,
      ],
    );
    return document;
  };
  if (changes.text) {
    await seal('text', 'application/json', writeText(changes.text));
    await sql(`insert into message_text values ($1, $2, 'ready', $3, null, $4)`, [
      id,
      department.id,
      changes.text.language,
      at,
    ]);
  }
  for (const [at, original] of (changes.furtherOriginals ?? []).entries())
    await seal('original', 'application/pdf', original, at + 2);
  return {
    id,
    departmentId: department.id,
    documents: {
      original: await seal('original', 'image/tiff', changes.original ?? content.original),
      pdf: await seal('pdf', 'application/pdf', content.pdf),
    },
  };
};
