import type { FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';

import { pageSize } from '../rest/bounds.ts';
import { parseJson } from '../rest/json.ts';
import { carrierRefused } from '../rest/refused.ts';
import { FaxPage } from './rest-answers.ts';
import type { TwilioRestSettings } from './settings.ts';

/** Where an account's faxes are. */
export const faxesUrl = ({
  restOrigin,
  accountSid,
}: Pick<TwilioRestSettings, 'restOrigin' | 'accountSid'>): string =>
  `${restOrigin}/api/laml/2010-04-01/Accounts/${accountSid}/Faxes`;

/**
 * Every entry of a list, page after page, as it came.
 * @throws KuvertError `carrier-refused` when the list isn't as documented, leads elsewhere or doesn't end; `fetch-…`
 */
export async function* listedFaxes(
  settings: Pick<TwilioRestSettings, 'restOrigin' | 'accountSid'>,
  fetch: GuardedFetch,
  query: Readonly<Record<string, string>>,
  options: FetchOptions,
  maxPages: number,
): AsyncGenerator<unknown, void> {
  const parameters = new URLSearchParams({ ...query, PageSize: String(pageSize) });
  let url: string | undefined = `${faxesUrl(settings)}.json?${parameters.toString()}`;
  for (let page = 0; url !== undefined; page++) {
    if (page === maxPages) throw carrierRefused("the carrier's list does not end");
    const answer: FaxPage | undefined = parseJson(FaxPage, (await fetch(url, options)).bytes);
    if (!answer) throw carrierRefused("the carrier's list is not as documented");
    yield* answer.faxes;
    url = nextUrl(answer.next_page_uri, settings.restOrigin);
  }
}

/** The next page is a path; one that leads to another host is not followed, and the list is not whole without it. */
const nextUrl = (next: string | null | undefined, restOrigin: string): string | undefined => {
  if (!next) return undefined;
  const url = URL.parse(next, restOrigin);
  if (url?.origin !== new URL(restOrigin).origin)
    throw carrierRefused("the carrier's list goes on at another host");
  return url.href;
};
