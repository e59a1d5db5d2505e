import { z } from 'zod';

import type { FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';

import { maxFaxBytes, maxListBytes, pageSize } from '../rest/bounds.ts';
import { faxId, text } from '../rest/fields.ts';
import { parseJson } from '../rest/json.ts';
import { numberedPages } from '../rest/numbered-pages.ts';
import { carrierRefused, unlessMissing } from '../rest/refused.ts';
import type { TelnyxRestSettings } from './settings.ts';

type Rest = Omit<TelnyxRestSettings, 'maxMediaBytes'>;

/** One fax as the REST interface shows it; what isn't named here isn't read. */
export const Fax = z.object({
  id: text.regex(faxId),
  direction: text.nullish(),
  status: text,
  from: text.nullish(),
  to: text.nullish(),
  page_count: z.union([z.number(), text]).nullish(),
  partial_content: z.boolean().nullish(),
  failure_reason: text.nullish(),
  internal_failure_reason: text.nullish(),
  client_state: text.nullish(),
  media_url: z.string().max(16_384).nullish(),
  stored_media_url: z.string().max(16_384).nullish(),
  created_at: text.nullish(),
});

export type Fax = z.infer<typeof Fax>;

export const OneFax = z.object({ data: Fax });

const FaxPage = z.object({
  data: z.array(z.unknown()).max(1000),
  meta: z.object({ total_pages: z.number().int().min(0) }),
});

export const faxesUrl = ({ restOrigin }: Pick<Rest, 'restOrigin'>): string =>
  `${restOrigin}/v2/faxes`;

/** Where one fax is: also the link of media that only the carrier can name anew. */
export const faxUrl = (settings: Pick<Rest, 'restOrigin'>, id: string): string =>
  `${faxesUrl(settings)}/${encodeURIComponent(id)}`;

export const restOptions = (
  { apiKey, deadlineMs }: Rest,
  signal: AbortSignal,
  maxBytes: number = maxFaxBytes,
) =>
  ({
    maxBytes,
    deadlineMs,
    credentials: { kind: 'bearer', token: apiKey },
    signal,
  }) satisfies FetchOptions;

/** Undefined when there is none. @throws KuvertError `carrier-refused`, `fetch-…` */
export const readFax = async (
  settings: Rest,
  fetch: GuardedFetch,
  id: string,
  signal: AbortSignal,
): Promise<Fax | undefined> => {
  const answer = await unlessMissing(fetch(faxUrl(settings, id), restOptions(settings, signal)));
  if (!answer) return undefined;
  const fax = parseJson(OneFax, answer.bytes)?.data;
  if (fax?.id !== id) throw carrierRefused("the carrier's answer on a fax is not as documented");
  return fax;
};

/** Every fax that the filter lets through, as it came. @throws KuvertError `carrier-refused`, `fetch-…` */
export const listFaxes = (
  settings: Rest,
  fetch: GuardedFetch,
  filter: Readonly<Record<string, string>>,
  signal: AbortSignal,
  maxPages: number,
): AsyncGenerator<unknown, void> =>
  numberedPages(async (page) => {
    const query = new URLSearchParams({
      ...filter,
      'page[number]': String(page),
      'page[size]': String(pageSize),
    });
    const options = restOptions(settings, signal, maxListBytes);
    const { bytes } = await fetch(`${faxesUrl(settings)}?${query.toString()}`, options);
    const answer = parseJson(FaxPage, bytes);
    return answer && { entries: answer.data, totalPages: answer.meta.total_pages };
  }, maxPages);
