import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readPartnerMessage } from './read-partner-message.ts';
import { pdfFile, sentMessage } from '../test-support/partner-message.ts';

const read = (message: unknown) =>
  readPartnerMessage(
    Buffer.isBuffer(message)
      ? message
      : Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)),
  );

const whyNot = (message: unknown) => {
  const result = read(message);
  return result.kind === 'rejected' ? [result.why.code, result.why.reason, result.at] : 'read';
};

const withFile = (changes: object) =>
  sentMessage({
    digitalDocument: [{ documentId: '1', contentFiles: [{ ...pdfFile, ...changes }] }],
  });

const filesOf = (result: ReturnType<typeof read>) =>
  result.kind === 'read' &&
  result.files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe("a partner's message", () => {
  it('is read with its file, and what is sealed beside it', () => {
    const result = read(sentMessage());
    if (result.kind !== 'read') throw new Error('rejected');
    expect(filesOf(result)).toEqual([['remiss.pdf', '%PDF-1.7 nothing']]);
    expect(result.details).toMatchObject({
      label: 'Remiss',
      texts: ['Se bifogad remiss.'],
      references: [{ extension: '19121212-1212' }],
    });
  });

  it('may have several files, in whatever documents: they are read in their order, and are its content', () => {
    const file = fc.record({
      fileName: fc.string({ minLength: 1, maxLength: 99 }),
      text: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(fc.array(file, { maxLength: 5 }), { maxLength: 4 }), (documents) => {
        const written = documents.flat();
        fc.pre(written.length > 0);
        const digitalDocument = documents.map((files, at) => ({
          documentId: `${at}`,
          contentFiles: files.map(({ fileName, text }) => ({
            ...pdfFile,
            fileName,
            content: base64(`%PDF-${text}`),
          })),
        }));
        const whole = read(sentMessage({ digitalDocument }));
        expect(filesOf(whole)).toEqual(
          written.map(({ fileName, text }) => [fileName, `%PDF-${text}`]),
        );
      }),
    );
  });

  it('with the same files in another order has other content', () => {
    const [messageId, other] = [randomUUID(), { ...pdfFile, fileName: 'svar.pdf' }];
    const contentOf = (...contentFiles: object[]) => {
      const result = read(
        sentMessage({ messageId, digitalDocument: [{ documentId: '1', contentFiles }] }),
      );
      return result.kind === 'read' && result.canonical;
    };
    expect(contentOf(pdfFile, other)).toBe(contentOf(pdfFile, other));
    expect(contentOf(pdfFile, other)).not.toBe(contentOf(other, pdfFile));
  });

  it('has the same content however its JSON was written and whenever it was sent', () => {
    const { data } = sentMessage({ creationDateTime: '2026-11-27T12:00:00.001Z' });
    const { messageId, ...rest } = data.attributes;
    const turned = { data: { attributes: { ...rest, messageId }, type: 'messages' } };
    const one = read({ data });
    const other = read(JSON.stringify(turned, null, 2).replace('.001Z', '.002Z'));
    if (one.kind !== 'read' || other.kind !== 'read') throw new Error('rejected');
    expect(one.canonical).toBe(other.canonical);
  });

  it.each([
    ['that is no JSON', '{', ['SV', 'structure', undefined]],
    ['that is empty', {}, ['SV', 'structure', 'data']],
    [
      'with a field that nobody knows',
      sentMessage({ extra: 1 }),
      ['SV', 'structure', 'attributes'],
    ],
    [
      'whose id is no UUID',
      sentMessage({ messageId: '1' }),
      ['SV', 'structure', 'attributes.messageId'],
    ],
    [
      'with a label of 257 characters',
      sentMessage({ label: 'x'.repeat(257) }),
      ['BV', 'too-long', 'attributes.label'],
    ],
    ['of deep arrays', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, ['SV', 'structure', 'data']],
    [
      'with twenty-one files',
      sentMessage({
        digitalDocument: [
          { documentId: '1', contentFiles: Array(20).fill(pdfFile) },
          { documentId: '2', contentFiles: [pdfFile] },
        ],
      }),
      ['BV', 'too-long', 'attributes.digitalDocument.contentFiles'],
    ],
    [
      'without a document',
      sentMessage({ digitalDocument: [{ documentId: '1' }] }),
      ['BV', 'invariant', 'attributes.digitalDocument.contentFiles'],
    ],
    [
      'for the attention of more persons than are looked at',
      sentMessage({
        recipientAttention: {
          subOrganization: { extension: 'x' },
          attentionPerson: Array(21).fill({ root: 'r', extension: 'e', label: 'l' }),
        },
      }),
      ['BV', 'too-long', 'attributes.recipientAttention.attentionPerson'],
    ],
    [
      'with a prototype of its own',
      JSON.stringify(sentMessage()).replace(
        '"attributes":{',
        '"attributes":{"__proto__":{"label":"x"},',
      ),
      ['SV', 'structure', 'attributes'],
    ],
    [
      'whose constructor is named',
      sentMessage({ constructor: { prototype: {} } }),
      ['SV', 'structure', 'attributes'],
    ],
    ['with text that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), ['SV', 'structure', undefined]],
    [
      'of twenty million digits that are no PDF',
      withFile({ content: 'A'.repeat(20_000_000) }),
      ['BV', 'not-supported', 'attributes.digitalDocument.contentFiles'],
    ],
    [
      'whose document is no base64',
      withFile({ content: 'JVBE*Fi=' }),
      ['SV', 'structure', 'attributes.digitalDocument.contentFiles.content'],
    ],
    [
      'whose PDF is a program',
      withFile({ content: base64('MZ a program') }),
      ['BV', 'forbidden', 'attributes.digitalDocument.contentFiles'],
    ],
    [
      'whose PDF is a picture',
      withFile({ content: base64('GIF89a') }),
      ['BV', 'not-supported', 'attributes.digitalDocument.contentFiles'],
    ],
    [
      'of another type',
      withFile({ contentType: 'image/tiff' }),
      ['BV', 'not-supported', 'attributes.digitalDocument.contentFiles'],
    ],
  ])(
    '%s is rejected with its reason and place, and nothing of what it held',
    (_what, message, why) => {
      expect(whyNot(message)).toEqual(why);
    },
  );
});
