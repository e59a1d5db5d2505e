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

import { convertFiles, type NamedFile } from './convert-files.ts';
import type { Conversion, Converter } from './converter.ts';
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

export interface PreparedFiles extends Prepared {
  /** How many of the document's pages each file has. */
  readonly pagesOf: readonly number[];
}

/** From media in memory to sealed documents in the store. The original is sealed also when it can't be converted. */
export const prepare =
  (deps: PrepareDeps) =>
  async (bytes: Uint8Array, ...where: Where): Promise<Prepared> => {
    if (bytes.byteLength === 0) return withoutDocument('no-document');
    const { outcome, documents } = await prepareFiles(deps)([{ name: '', bytes }], ...where);
    return { outcome, documents };
  };

type Where = [department: DepartmentId, facts: ReceptionFacts, signal: AbortSignal];

/** The same of one file or several: each an original by itself, their pages one document. */
export const prepareFiles =
  (deps: PrepareDeps) =>
  async (
    files: readonly NamedFile[],
    ...[department, facts, signal]: Where
  ): Promise<PreparedFiles> => {
    const key = await deps.ledger.activeKey(department);
    const metadata = documentMetadataOf(facts);
    const { conversion, pagesOf } = await convertFiles(deps.converter, files, signal, metadata);
    await deps.steps('media:converted');
    const documents = await sealAndStoreAll(deps)(documentsOf(files, conversion), key, signal);
    return { outcome: outcomeOf(conversion, facts), documents, pagesOf };
  };

export const withoutDocument = (reason: AttentionReason): Prepared => ({
  outcome: { state: 'attention', reason },
  documents: [],
});

const documentsOf = (
  files: readonly NamedFile[],
  conversion: Conversion,
): readonly PlainDocument[] => {
  const originals = files.map(({ bytes }, at): PlainDocument => ({
    kind: 'original',
    place: at + 1,
    mediaType: mediaTypeOf(bytes),
    bytes,
  }));
  if (conversion.kind === 'refused') return originals;
  const { pdf } = conversion.document;
  return [...originals, { kind: 'pdf', mediaType: 'application/pdf', bytes: pdf }];
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
