import { FAX_CODINGS, FAX_RESOLUTIONS, FAX_WIDTHS, type FaxFormat } from '../to-fax/fax-format.ts';
import { FAX_LOCALES, type FaxLocale } from '../to-fax/locale.ts';

/** What `to-tiff` was asked to do. */
export interface FaxArguments {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly format: Partial<FaxFormat>;
  /** Without a time: the present one. */
  readonly header?: {
    readonly sender: string;
    readonly number?: string;
    readonly time?: Date;
  };
  /** Path of a file with the cover sheet's fields. */
  readonly cover?: string;
  readonly locale?: FaxLocale;
  readonly timeZone?: string;
}

type Values = Readonly<Partial<Record<string, string | boolean>>>;

/** Reads the paths and options of `to-tiff`; undefined when they make no sense. */
export function readFaxArguments(
  paths: readonly string[],
  values: Values,
): FaxArguments | undefined {
  const format = {
    resolution: oneOf(FAX_RESOLUTIONS, values['resolution']),
    width: oneOf(FAX_WIDTHS, values['width']),
    coding: oneOf(FAX_CODINGS, values['coding']),
    fillOrder: oneOf([1, 2] as const, values['fill-order']),
  };
  const locale = oneOf(FAX_LOCALES, values['locale']);
  const header = headerOf(values);
  const output = paths.at(-1);
  const wrong = [...Object.values(format), locale, header].includes(null);
  if (wrong || output === undefined) return undefined;
  const { cover, 'time-zone': timeZone } = values;
  return {
    inputs: paths.slice(0, -1),
    output,
    format: withoutAbsent(format),
    ...withoutAbsent({ header, locale }),
    ...(typeof cover === 'string' ? { cover } : {}),
    ...(typeof timeZone === 'string' ? { timeZone } : {}),
  };
}

/** Undefined when the header wasn't asked for, null when it makes no sense. */
function headerOf({ header, number, time }: Values): FaxArguments['header'] | undefined | null {
  if (typeof header !== 'string')
    return number === undefined && time === undefined ? undefined : null;
  const moment = typeof time === 'string' ? new Date(time) : undefined;
  if (Number.isNaN(moment?.getTime())) return null;
  return {
    sender: header,
    ...(typeof number === 'string' ? { number } : {}),
    ...(moment ? { time: moment } : {}),
  };
}

/** Undefined when the option is absent, null when it is none of those that are known. */
function oneOf<T extends string | number>(
  known: readonly T[],
  value: string | boolean | undefined,
): T | undefined | null {
  if (value === undefined) return undefined;
  return known.find((each) => String(each) === value) ?? null;
}

type Present<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

function withoutAbsent<T extends object>(fields: T): Present<T> {
  const present = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  // The same keys, less some.
  return Object.fromEntries(present) as Present<T>;
}
