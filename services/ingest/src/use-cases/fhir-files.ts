import type { Attachment, Reference } from '@kuvert/shared/partners/fhir/resources';

import { misshapen, type Entries } from './fhir-references.ts';

/** As the client API has it. */
export interface ContentFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: string;
}

const unnamed = 'document.pdf';

/** The files that a reference leads to: a Binary, or a DocumentReference with one or more. */
export const filesAt = (entries: Entries, { reference }: Reference, at: string): ContentFile[] => {
  if (reference === undefined) throw misshapen(at);
  const found = entries.find(reference, ['DocumentReference', 'Binary'], at);
  if (found.resourceType === 'Binary')
    return [{ fileName: unnamed, contentType: found.contentType, content: found.data }];
  return found.content.map(({ attachment }) => fileOf(entries, attachment, at, found.description));
};

/** An attachment that holds its bytes, or says which Binary of the Bundle does. */
export const fileOf = (
  entries: Entries,
  { contentType, data, url, title }: Attachment,
  at: string,
  description = unnamed,
): ContentFile => {
  const fileName = title ?? description;
  if (data !== undefined && url === undefined && contentType !== undefined)
    return { fileName, contentType, content: data };
  if (url === undefined || data !== undefined) throw misshapen(at);
  const binary = entries.find(url, ['Binary'], at);
  return { fileName, contentType: contentType ?? binary.contentType, content: binary.data };
};
