import { KuvertError } from '@kuvert/shared/errors';

/** `name: base64` lines, an empty line, then the TIFF: what a shell script can write without quoting faults. */
export interface Post {
  readonly facts: ReadonlyMap<string, string>;
  readonly tiff: Uint8Array;
}

const maxFactsBytes = 32 * 1024;
const line = /^([a-z][a-z0-9-]{0,31}): ([A-Za-z0-9+/]*={0,2})$/;

/** @throws KuvertError `request-invalid` */
export const parsePost = (body: Uint8Array): Post => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const end = bytes.subarray(0, maxFactsBytes).indexOf('\n\n');
  if (end === -1) throw invalid();
  const lines = bytes.toString('latin1', 0, end).split('\n');
  const facts = lines.map(parseLine);
  const named = new Map(facts);
  if (named.size !== facts.length) throw invalid();
  return { facts: named, tiff: bytes.subarray(end + 2) };
};

const parseLine = (text: string): readonly [string, string] => {
  const [, name, value] = line.exec(text) ?? [];
  if (name === undefined || value === undefined) throw invalid();
  // A modem's text need not be UTF-8: what isn't becomes a replacement character.
  return [name, Buffer.from(value, 'base64').toString('utf8')];
};

const invalid = (): KuvertError =>
  new KuvertError('request-invalid', 'the facts before the fax are not as agreed');
