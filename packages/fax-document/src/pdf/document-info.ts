import type { PageFacts } from '../conversion.ts';
import type { Recognition, RecognitionLanguage } from '../recognition.ts';
import type { SourceMetadata } from '../source-metadata.ts';
import { documentId } from './document-id.ts';
import { documentTime, readableTime, tiffTime, type DocumentTime } from './document-time.ts';
import type { FaxFacts } from './fax-schema.ts';
import { metadataText } from './xml-text.ts';
import type { DocumentInfo } from './xmp.ts';

/** What of a converted TIFF goes into its metadata. */
export interface ConvertedFax {
  readonly source: Uint8Array;
  /** Undefined when the pages were not decoded: then nothing is said of their state. */
  readonly pages: readonly PageFacts[] | undefined;
  readonly truncated: boolean;
  readonly tsi: string | undefined;
  /** The file's DateTime, as written. */
  readonly dateTime: string | undefined;
  readonly pdfA: DocumentInfo['pdfA'];
  /** Its text, where that was recognised. */
  readonly recognition: Recognition | undefined;
}

/** Part of the instance's identifier: raised when the same input is written as other bytes. */
const WRITER = 3;

/** BCP 47 (RFC 5646 clause 2.1), as far as its form goes. */
const LANGUAGE = /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,7}$/i;

/** The languages that text is recognised in, as BCP 47 has them. */
const RECOGNISED: Readonly<Record<RecognitionLanguage, string>> = {
  swe: 'sv',
  dan: 'da',
  eng: 'en',
};

/**
 * The metadata of a fax, from its file and what else is known of it. The file's identifier comes from
 * its bytes, so every conversion of one fax has the same; the instance's from metadata and text as well.
 */
export function documentInfo(fax: ConvertedFax, metadata: SourceMetadata): DocumentInfo {
  const facts = faxFacts(fax, metadata);
  const time = facts.receivedAt ?? (fax.dateTime && tiffTime(fax.dateTime)) ?? undefined;
  const described = {
    title: metadataText(metadata.title) ?? titleOf(time),
    time,
    language: languageOf(fax, metadata),
    identifier: metadataText(metadata.messageId),
    pdfA: fax.pdfA,
    facts,
  };
  const document = documentId(fax.source);
  const text = JSON.stringify(fax.recognition?.pages) ?? '';
  const instance = documentId(`${WRITER} ${document} ${JSON.stringify(described)}${text}`);
  return { ...described, documentId: document, instanceId: instance };
}

/** No number and no name: a title shows up in window lists and in lists of files. */
const titleOf = (time: DocumentTime | undefined): string =>
  time === undefined ? 'Fax' : `Fax ${readableTime(time)}`;

function languageOf({ recognition }: ConvertedFax, { language }: SourceMetadata) {
  if (LANGUAGE.test(language ?? '')) return language;
  return recognition && RECOGNISED[recognition.language];
}

function faxFacts({ pages, truncated, tsi }: ConvertedFax, metadata: SourceMetadata): FaxFacts {
  const { receivedAt, pagesAnnounced, endedEarly } = metadata;
  return {
    carrier: metadataText(metadata.carrier),
    from: metadataText(metadata.from),
    to: metadataText(metadata.to),
    tsi: metadataText(tsi ?? metadata.tsi),
    receivedAt: receivedAt && documentTime(receivedAt),
    pagesAnnounced: Number.isSafeInteger(pagesAnnounced) ? pagesAnnounced : undefined,
    damagedLines: pages && sum(pages.map(({ damagedLines }) => damagedLines)),
    missingLines: pages && sum(pages.map(({ missingLines }) => missingLines)),
    blankPages: pages?.flatMap(({ blank }, index) => (blank ? [index + 1] : [])),
    endedEarly: endedEarly || truncated || (pages && false),
  };
}

/** Bounded, so that it is written without an exponent: a receiver's counts may be anything. */
const sum = (counts: readonly number[]): number =>
  Math.min(
    Number.MAX_SAFE_INTEGER,
    counts.reduce((total, one) => total + one, 0),
  );
