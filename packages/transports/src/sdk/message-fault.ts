import { decodeBase64 } from '@kuvert/shared/partners/attached-file';
import type { ServedDocument } from '@kuvert/shared/partners/client-api';

import { mostMessageBytes, tooLong, wrongStructure, type Finding } from './finding.ts';
import { brokenRules } from './message-rules.ts';
import { messageXml, type WholeMessage } from './message-xml.ts';
import { readStructure } from './structure.ts';

/**
 * The first thing for which the receipt of a message would reject it, whatever its files are: of the XML that a message
 * service makes of ours, or made of another's. Undefined of a message that keeps size, schema and rules.
 *
 * Its files aren't in the XML that is read: each was decoded here, and a few digits stand for it, so that 30 MB cost as
 * much as a line (a tenth of a second, most of it the start of libxml2's worker, instead of seconds and 350 MB).
 */
export const messageFault = async (message: WholeMessage): Promise<Finding | undefined> => {
  const documents = message.digitalDocument ?? [];
  const light = documents.map(withStandIns);
  const xml = new TextEncoder().encode(messageXml({ ...message, digitalDocument: light }));
  // a digit is a byte; what has others is rejected anyway
  const leftOut = digitsIn(documents) - digitsIn(light);
  if (xml.byteLength + leftOut > mostMessageBytes) return tooLong;
  const read = await readStructure(xml);
  if (!('text' in read)) return brokenRules(read.root)[0];
  const fault = wrongStructure(read.text);
  return read.element === undefined ? fault : { ...fault, at: read.element };
};

const someBase64 = 'AAAA';
/** Broken by the same rule as what it stands for (`contentFiles`). */
const noBase64 = '-';

const withStandIns = (document: ServedDocument): ServedDocument => ({
  ...document,
  contentFiles: document.contentFiles?.map((file) => ({ ...file, content: standIn(file.content) })),
});

const standIn = (content: string): string => {
  if (content.length <= someBase64.length) return content;
  return decodeBase64(content) ? someBase64 : noBase64;
};

const digitsIn = (documents: readonly ServedDocument[]): number =>
  documents
    .flatMap(({ contentFiles = [] }) => contentFiles)
    .reduce((sum, { content }) => sum + content.length, 0);
