import type { Conversion, LineRange, PageFacts, PagePicture } from '../conversion.ts';
import { isFaxDocumentErrorCode, type FaxDocumentErrorCode } from '../errors.ts';
import type { Inspected } from '../inspect.ts';
import type { Inspection } from '../inspection.ts';
import type { Likeness } from '../likeness/likeness.ts';
import { isLikeness } from '../likeness/likeness-shape.ts';
import type { DocumentLimits } from '../limits.ts';
import type { PartToJoin } from '../pdf-in/join-pdfs.ts';
import { isPageBatch } from '../recognise/batch-shape.ts';
import type { PageBatch, SourceToRead } from '../recognise/pages-to-read.ts';
import type { Recognition } from '../recognition.ts';
import type { RecordSheet } from '../record/record-sheet.ts';
import type { SourceMetadata } from '../source-metadata.ts';
import { MAX_DAMAGE_RANGES } from '../tiff/damage.ts';
import type { FaxShare, Share } from '../to-fax/fax-share.ts';
import type { FaxOptions, FaxSource } from '../to-fax/options.ts';
import { isFaxShare } from './fax-reply.ts';
import { isPdfIntake } from './intake-shape.ts';
import { isCount, isRecord } from './shapes.ts';

/** Work for a child process; the bytes go through the IPC channel, never through a file. */
export type Job =
  | {
      readonly kind: 'to-pdf';
      readonly source: Uint8Array;
      readonly metadata: SourceMetadata;
      readonly recognition: Recognition | undefined;
      readonly limits: DocumentLimits;
    }
  | { readonly kind: 'inspect'; readonly source: Uint8Array; readonly limits: DocumentLimits }
  | {
      readonly kind: 'render';
      readonly pdf: Uint8Array;
      readonly page: number;
      readonly width: number;
      readonly limits: DocumentLimits;
    }
  | {
      readonly kind: 'find-blank';
      readonly pdf: Uint8Array;
      /** From 0. */
      readonly first: number;
    }
  | {
      readonly kind: 'pages-to-read';
      readonly source: SourceToRead;
      /** From 0. */
      readonly first: number;
      readonly most: number;
      readonly limits: DocumentLimits;
    }
  | {
      readonly kind: 'to-fax';
      readonly documents: readonly FaxSource[];
      readonly options: FaxOptions;
      readonly share: Share;
      readonly limits: DocumentLimits;
    }
  | {
      readonly kind: 'join';
      readonly parts: readonly PartToJoin[];
      readonly limits: DocumentLimits;
    }
  | { readonly kind: 'record'; readonly record: RecordSheet; readonly limits: DocumentLimits }
  | {
      readonly kind: 'likeness';
      readonly a: Uint8Array;
      readonly b: Uint8Array;
      readonly limits: DocumentLimits;
    };

/** What a job of each kind gives. */
export type JobResult<J extends Job> = J extends { kind: 'to-pdf' }
  ? Conversion
  : J extends { kind: 'inspect' }
    ? Inspected
    : J extends { kind: 'pages-to-read' }
      ? PageBatch
      : J extends { kind: 'to-fax' }
        ? FaxShare
        : J extends { kind: 'record' | 'join' }
          ? Uint8Array
          : J extends { kind: 'likeness' }
            ? Likeness
            : J extends { kind: 'find-blank' }
              ? readonly boolean[]
              : PagePicture;

/** What a child process says. `ready` comes once, before it takes work. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'converted'; readonly conversion: Conversion }
  | ({ readonly kind: 'inspected' } & Inspected)
  | { readonly kind: 'rendered'; readonly picture: PagePicture }
  | { readonly kind: 'found-blank'; readonly blank: readonly boolean[] }
  | { readonly kind: 'pages'; readonly batch: PageBatch }
  | { readonly kind: 'faxed'; readonly share: FaxShare }
  | { readonly kind: 'joined' | 'recorded'; readonly pdf: Uint8Array }
  | { readonly kind: 'compared'; readonly likeness: Likeness }
  | {
      readonly kind: 'refused';
      readonly code: FaxDocumentErrorCode;
      readonly message: string;
      /** The child is of no more use. */
      readonly isLast?: true;
    };

/**
 * Reads a message from a child, which may have been taken over by what it parsed: anything but a
 * reply of the right shape gives undefined.
 */
export function readReply(message: unknown): Reply | undefined {
  if (!isRecord(message)) return undefined;
  switch (message['kind']) {
    case 'ready':
      return { kind: 'ready' };
    case 'converted':
      return isConversion(message['conversion'])
        ? { kind: 'converted', conversion: message['conversion'] }
        : undefined;
    case 'inspected':
      return isInspected(message)
        ? { kind: 'inspected', inspection: message.inspection, ...pdfOf(message) }
        : undefined;
    case 'rendered':
      return isPicture(message['picture'])
        ? { kind: 'rendered', picture: message['picture'] }
        : undefined;
    case 'found-blank':
      return areBooleans(message['blank'])
        ? { kind: 'found-blank', blank: message['blank'] }
        : undefined;
    case 'pages':
      return isPageBatch(message['batch']) ? { kind: 'pages', batch: message['batch'] } : undefined;
    case 'faxed':
      return isFaxShare(message['share']) ? { kind: 'faxed', share: message['share'] } : undefined;
    case 'joined':
    case 'recorded':
      return message['pdf'] instanceof Uint8Array
        ? { kind: message['kind'], pdf: message['pdf'] }
        : undefined;
    case 'compared':
      return isLikeness(message['likeness'])
        ? { kind: 'compared', likeness: message['likeness'] }
        : undefined;
    case 'refused': {
      const { code, message: text } = message;
      return isFaxDocumentErrorCode(code) && typeof text === 'string'
        ? { kind: 'refused', code, message: text, ...(message['isLast'] === true && LAST) }
        : undefined;
    }
    default:
      return undefined;
  }
}

const LAST = { isLast: true } as const;

const areBooleans = (value: unknown): value is readonly boolean[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'boolean');

function isConversion(value: unknown): value is Conversion {
  return (
    isRecord(value) &&
    (value['source'] === 'tiff' || value['source'] === 'pdf') &&
    value['pdf'] instanceof Uint8Array &&
    Array.isArray(value['pages']) &&
    value['pages'].every(isPageFacts) &&
    typeof value['truncated'] === 'boolean' &&
    (value['pdfA'] === undefined || value['pdfA'] === '2b' || value['pdfA'] === '2u') &&
    (value['textPages'] === undefined || isCount(value['textPages'])) &&
    (value['intake'] === undefined || isPdfIntake(value['intake'])) &&
    (value['tsi'] === undefined || typeof value['tsi'] === 'string')
  );
}

const isInspected = (
  message: Record<string, unknown>,
): message is Record<string, unknown> & Inspected =>
  isInspection(message['inspection']) &&
  (message['inspection'].source === 'tiff' || message['pdf'] instanceof Uint8Array);

const pdfOf = ({ pdf }: Inspected): Pick<Inspected, 'pdf'> => (pdf ? { pdf } : {});

function isInspection(value: unknown): value is Inspection {
  return (
    isRecord(value) &&
    (value['source'] === 'tiff' || value['source'] === 'pdf') &&
    Array.isArray(value['pages']) &&
    value['pages'].every(isPageFacts) &&
    typeof value['truncated'] === 'boolean' &&
    (value['source'] === 'tiff' || isPdfIntake(value['intake']))
  );
}

const PAGE_NUMBERS = ['width', 'height', 'xDpi', 'yDpi', 'damagedLines', 'missingLines'] as const;

const QUARTERS: readonly unknown[] = [0, 90, 180, 270];

const isPageFacts = (value: unknown): value is PageFacts =>
  isRecord(value) &&
  PAGE_NUMBERS.every((name) => isCount(value[name])) &&
  Array.isArray(value['damage']) &&
  value['damage'].length <= MAX_DAMAGE_RANGES &&
  value['damage'].every((range) => isRangeWithin(range, Number(value['height']))) &&
  typeof value['endedEarly'] === 'boolean' &&
  QUARTERS.includes(value['rotate']) &&
  typeof value['blank'] === 'boolean';

const isRangeWithin = (value: unknown, lines: number): value is LineRange => {
  if (!isRecord(value)) return false;
  const { from, to } = value;
  return (
    isCount(from) &&
    isCount(to) &&
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    from < to &&
    to <= lines
  );
};

const isPicture = (value: unknown): value is PagePicture =>
  isRecord(value) &&
  (value['mediaType'] === 'image/png' || value['mediaType'] === 'image/webp') &&
  value['bytes'] instanceof Uint8Array &&
  isCount(value['width']) &&
  isCount(value['height']);
