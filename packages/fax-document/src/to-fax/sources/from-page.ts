import { FaxDocumentError } from '../../errors.ts';
import type { FaxOptions } from '../options.ts';
import type { OpenSource } from './open-source.ts';

/**
 * The documents without the first one's pages before `firstPage`; they count as if these had never been.
 *
 * @throws FaxDocumentError `bad-options`: the document has no such page
 */
export function fromPage(
  sources: readonly OpenSource[],
  { firstPage = 1 }: FaxOptions,
): readonly OpenSource[] {
  const [first, ...others] = sources;
  if (firstPage === 1 || first === undefined) return sources;
  const left = first.pages - (firstPage - 1);
  if (!Number.isInteger(firstPage) || firstPage < 1 || left < 1) {
    throw new FaxDocumentError('bad-options', 'The document has no such page.');
  }
  const rest: OpenSource = {
    pages: left,
    page: (index, ...how) => first.page(index + firstPage - 1, ...how),
    finish: () => ({ ...first.finish(), pages: left }),
    close: () => first.close(),
  };
  return [rest, ...others];
}
