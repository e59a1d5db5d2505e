import { oids } from './extensions.ts';
import type { Name } from './name.ts';
import type { CertificateRefusal } from './reasons.ts';

/** `SE`, an organisation's number, `-`, and what the organisation calls the person or function. */
export type HsaId = string & { readonly __brand: 'HsaId' };

const form = /^SE\d{10}-[A-Za-z0-9]{1,31}$/;

export const isHsaId = (text: string): text is HsaId => form.test(text);

/** The one HSA-id of a subject: a second serialNumber of whatever form makes it nobody's. */
export const hsaIdOf = (
  subject: Name,
): { readonly hsaId: HsaId } | { readonly reason: CertificateRefusal } => {
  const [first, ...more] = subject.attributes.filter(({ oid }) => oid === oids.serialNumber);
  if (first === undefined) return { reason: 'hsa-id-missing' };
  if (more.length > 0) return { reason: 'hsa-id-several' };
  if (first.text === undefined || !isHsaId(first.text)) return { reason: 'hsa-id-malformed' };
  return { hsaId: first.text };
};
