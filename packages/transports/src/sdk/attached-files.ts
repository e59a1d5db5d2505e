import { decodeBase64, isProgram } from '@kuvert/shared/partners/attached-file';

import { brokenRule, type Finding } from './finding.ts';
import { allOf, firstAt, pathOf, type XmlElement } from './xml-tree.ts';

/** What every participant of SDK has to take. */
export const pdf = 'application/pdf';

/** A thousand wrong files are told as twenty. */
const mostWrong = 20;

/**
 * What is wrong with the files of a message that keeps schema and rules: programs, types that aren't taken, and what
 * says that it is a PDF and isn't one.
 * @param types media types that are taken, in lower case
 */
export const wrongFiles = (root: XmlElement, types: ReadonlySet<string>): readonly Finding[] =>
  allOf(root)
    .filter(({ name, namespace }) => name === 'ContentFiles' && namespace === root.namespace)
    .flatMap((file) => wrongFile(file, types) ?? [])
    .slice(0, mostWrong);

const wrongFile = (file: XmlElement, types: ReadonlySet<string>): Finding | undefined => {
  const at = (name: string): string => pathOf(firstAt(file, name) ?? file);
  const bytes = decodeBase64(firstAt(file, 'content')?.text ?? '');
  if (!bytes) return undefined;
  if (isProgram(bytes)) return brokenRule('forbidden', at('content'), 'The file is a program.');
  const type = mediaType(firstAt(file, 'contentType')?.text ?? '');
  if (!types.has(type))
    return brokenRule('not-supported', at('contentType'), 'The type of file is not allowed.');
  if (type === pdf && !isPdf(bytes))
    return brokenRule('not-supported', at('content'), 'The file is no PDF, as it says it is.');
  return undefined;
};

/** Without parameters. */
const mediaType = (text: string): string => (text.split(';')[0] ?? '').trim().toLowerCase();

/** Readers look for the header within the first 1,024 bytes (ISO 32000-1, annex H, note 13). */
const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-');
