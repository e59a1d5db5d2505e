import { FaxDocumentError } from '../../errors.ts';
import { FAX_LOCALES, type FaxLocale } from '../locale.ts';

/** What a cover sheet says. Texts may be long; they are wrapped. */
const COVER_KINDS = ['fax', 'message'] as const;

export type CoverKind = (typeof COVER_KINDS)[number];

export interface CoverSheet {
  readonly locale: FaxLocale;
  /** `message`: it is opened in a mailbox, nobody dials and no tray holds it; a fax unless told. */
  readonly kind?: CoverKind | undefined;
  /** Who it is for: a person, a department, an organisation, one a line. */
  readonly to: string;
  /** The number that is dialled. */
  readonly toNumber?: string | undefined;
  /** The sending organisation, in the sheet's head. */
  readonly organisation?: string | undefined;
  /** The sending department, and a person where one is named. */
  readonly from: string;
  /** Where a receiver calls back. */
  readonly callBack: string;
  /** By which a wrong receiver names this fax without naming what is in it. */
  readonly code: string;
  readonly date: Date;
  /** IANA name; UTC where it is absent. */
  readonly timeZone?: string | undefined;
  /** Nothing of a patient: a cover lies open in a tray. */
  readonly subject?: string | undefined;
  readonly message?: string | undefined;
  /** In place of the language's own words on secrecy. */
  readonly confidentiality?: string | undefined;
}

type TextField = Exclude<keyof CoverSheet, 'locale' | 'kind' | 'date'>;

/** Characters at most. */
const MOST: Readonly<Record<TextField, number>> = {
  to: 300,
  toNumber: 60,
  organisation: 120,
  from: 300,
  callBack: 60,
  code: 60,
  timeZone: 60,
  subject: 200,
  message: 6000,
  confidentiality: 1000,
};

/** @throws FaxDocumentError `bad-options`: a text is too long, or a field is none */
export function checkCover(cover: CoverSheet): void {
  const fault = (what: string): FaxDocumentError =>
    new FaxDocumentError('bad-options', `The cover sheet’s ${what} can’t be used.`);
  if (!FAX_LOCALES.includes(cover.locale)) throw fault('locale');
  if (cover.kind !== undefined && !COVER_KINDS.includes(cover.kind)) throw fault('kind');
  if (!(cover.date instanceof Date) || Number.isNaN(cover.date.getTime())) throw fault('date');
  for (const [field, most] of Object.entries(MOST)) {
    const text: unknown = cover[field as TextField];
    const needed = field === 'to' || field === 'from' || field === 'callBack' || field === 'code';
    if (text === undefined && !needed) continue;
    if (typeof text !== 'string' || text.length > most) throw fault(field);
  }
}
