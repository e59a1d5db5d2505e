import { readFileSync } from 'node:fs';

/** Digg's example of an SDK message 3. */
export const exampleMessage = readFileSync(new URL('example-message.xml', import.meta.url), 'utf8');

/** The id of it. */
export const exampleId = '7bc5576a-3f87-4cf5-a0c5-277da06fcacb';

/** The example with something else in it. @throws Error when it has nothing to replace */
export const exampleWith = (...changes: readonly (readonly [string | RegExp, string])[]): string =>
  changes.reduce((xml, [from, to]) => {
    const changed = xml.replace(from, () => to);
    if (changed === xml) throw new Error(`nothing to replace: ${String(from)}`);
    return changed;
  }, exampleMessage);

/** The text of an element, whatever it was; the first of that name. */
export const textOf = (element: string, text: string): readonly [RegExp, string] => [
  new RegExp(`<ns6:${element}>[^<]*</ns6:${element}>`),
  `<ns6:${element}>${text}</ns6:${element}>`,
];

/** A file beside the text. */
export const attached = (contentType: string, content: string): readonly [string, string] => [
  '<ns6:ContentText>',
  `<ns6:ContentFiles><ns6:fileName>a</ns6:fileName><ns6:contentType>${contentType}</ns6:contentType><ns6:content>${content}</ns6:content></ns6:ContentFiles><ns6:ContentText>`,
];

export const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

/** As much of a PDF as a message service looks at. */
export const somePdf = base64('%PDF-1.7\n%%EOF\n');

export const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml);
