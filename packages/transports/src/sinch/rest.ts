import { z } from 'zod';

import type { FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';

import { maxFaxBytes, maxListBytes, pageSize } from '../rest/bounds.ts';
import { parseJson } from '../rest/json.ts';
import { numberedPages } from '../rest/numbered-pages.ts';
import { carrierRefused, unlessMissing } from '../rest/refused.ts';
import { Fax } from './fax.ts';
import type { SinchRestSettings } from './settings.ts';

type Place = Pick<SinchRestSettings, 'restOrigin' | 'projectId'>;
type Rest = Omit<SinchRestSettings, 'maxMediaBytes'>;

const FaxPage = z.object({
  faxes: z.array(z.unknown()).max(1000),
  totalPages: z.number().int().min(0).nullish(),
});

export const faxesUrl = ({ restOrigin, projectId }: Place): string =>
  `${restOrigin}/v3/projects/${encodeURIComponent(projectId)}/faxes`;

export const faxUrl = (place: Place, id: string): string =>
  `${faxesUrl(place)}/${encodeURIComponent(id)}`;

/** Where the pages of a fax are, while the carrier keeps them. */
export const fileUrl = (place: Place, id: string): string => `${faxUrl(place, id)}/file.pdf`;

export const credentialsOf = ({ keyId, keySecret }: Rest) =>
  ({ kind: 'basic', user: keyId, password: keySecret }) as const;

export const restOptions = (settings: Rest, signal: AbortSignal, maxBytes: number = maxFaxBytes) =>
  ({
    maxBytes,
    deadlineMs: settings.deadlineMs,
    credentials: credentialsOf(settings),
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
  const fax = parseJson(Fax, answer.bytes);
  if (fax?.id !== id) throw carrierRefused("the carrier's answer on a fax is not as documented");
  return fax;
};

/** Every fax of this kind that was made since, as it came. @throws KuvertError `carrier-refused`, `fetch-…` */
export const listFaxes = (
  settings: Rest,
  fetch: GuardedFetch,
  filter: Readonly<Record<string, string>>,
  since: Date,
  signal: AbortSignal,
  maxPages: number,
): AsyncGenerator<unknown, void> =>
  numberedPages(async (page) => {
    const query = new URLSearchParams({
      ...filter,
      // the operator is part of the name: createTime>=…
      'createTime>': `${since.toISOString().slice(0, 19)}Z`,
      page: String(page),
      pageSize: String(pageSize),
    });
    const options = restOptions(settings, signal, maxListBytes);
    const { bytes } = await fetch(`${faxesUrl(settings)}?${query.toString()}`, options);
    const answer = parseJson(FaxPage, bytes);
    return answer && { entries: answer.faxes, totalPages: answer.totalPages ?? 1 };
  }, maxPages);
