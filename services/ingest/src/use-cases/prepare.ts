import {
  sealAndStoreAll,
  type PlainDocument,
  type SealAndStoreDeps,
} from '@kuvert/platform/documents/seal-and-store';
import type { StoredDocument } from '@kuvert/platform/documents/stored-document';
import type { AttentionReason } from '@kuvert/shared/attention';
import { someText } from '@kuvert/shared/clean-text';
import { documentMetadataOf, type ReceptionFacts } from '@kuvert/shared/document-metadata';
import type { DepartmentId } from '@kuvert/shared/ids';

import { convert, type Conversion, type Converter } from './converter.ts';
import { intakeOf } from './intake.ts';
import { integrityOf, pageIntegrityOf } from './integrity.ts';
import { mediaTypeOf } from './media-type.ts';
import type { Ledger, Outcome } from './ports.ts';
import type { Steps } from './steps.ts';

export interface PrepareDeps extends SealAndStoreDeps {
  readonly converter: Converter;
  readonly ledger: Pick<Ledger, 'activeKey'>;
  readonly steps: Steps;
}

export interface Prepared {
  readonly outcome: Outcome;
  readonly documents: readonly StoredDocument[];
}

/** From media in memory to sealed documents in the store. The original is sealed also when it can't be converted. */
export const prepare =
  (deps: PrepareDeps) =>
  async (
    bytes: Uint8Array,
    department: DepartmentId,
    facts: ReceptionFacts,
    signal: AbortSignal,
  ): Promise<Prepared> => {
    if (bytes.byteLength === 0) return withoutDocument('no-document');
    const key = await deps.ledger.activeKey(department);
    const conversion = await convert(deps.converter, bytes, signal, documentMetadataOf(facts));
    await deps.steps('media:converted');
    const documents = await sealAndStoreAll(deps)(documentsOf(bytes, conversion), key, signal);
    return { outcome: outcomeOf(conversion, facts), documents };
  };

export const withoutDocument = (reason: AttentionReason): Prepared => ({
  outcome: { state: 'attention', reason },
  documents: [],
});

const documentsOf = (bytes: Uint8Array, conversion: Conversion): readonly PlainDocument[] => {
  const original = { kind: 'original', mediaType: mediaTypeOf(bytes), bytes } as const;
  if (conversion.kind === 'refused') return [original];
  return [original, { kind: 'pdf', mediaType: 'application/pdf', bytes: conversion.document.pdf }];
};

const outcomeOf = (conversion: Conversion, facts: ReceptionFacts): Outcome => {
  if (conversion.kind === 'refused') return { state: 'attention', reason: conversion.reason };
  const { document } = conversion;
  const tsi = someText(document.tsi);
  const intake = intakeOf(document.intake);
  return {
    state: 'available',
    integrity: integrityOf(document, facts),
    pages: document.pages.map(pageIntegrityOf),
    ...(intake === undefined ? {} : { intake }),
    ...(tsi === undefined ? {} : { tsi }),
  };
};
