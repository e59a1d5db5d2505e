import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';

import { KuvertError } from '@kuvert/shared/errors';

/** One file as it was sent. */
export interface Upload {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
}

/** What multipart adds to the file itself: boundaries and heads. */
const framingBytes = 16 * 1024;

/**
 * Reads the one file of a `multipart/form-data` request into memory, bounded before and while it comes.
 * @throws KuvertError `content-type-wrong`, `body-too-large`, `request-invalid`
 */
export const readUpload = async (request: Request, maxBytes: number): Promise<Upload> => {
  if (!request.is('multipart/form-data'))
    throw new KuvertError('content-type-wrong', 'this takes multipart/form-data');
  if (Number(request.headers['content-length']) > maxBytes + framingBytes) throw tooLarge();
  const parser = parserFor(request, maxBytes);
  try {
    return await new Promise<Upload>((resolve, reject) => {
      let upload: Upload | undefined;
      parser.on('file', (field, stream, fileName) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('limit', () => reject(tooLarge()));
        stream.on('end', () => {
          if (field === 'file') upload = { name: fileName, bytes: Buffer.concat(chunks) };
        });
      });
      for (const limit of ['filesLimit', 'partsLimit', 'fieldsLimit'] as const)
        parser.on(limit, () => reject(malformed('it has more than one file')));
      parser.on('error', () => reject(malformed('it is no sound multipart/form-data')));
      parser.on('finish', () =>
        upload ? resolve(upload) : reject(malformed('it has no part called file')),
      );
      request.on('close', () => {
        if (!request.complete) reject(malformed('it broke off'));
      });
      request.pipe(parser);
    });
  } finally {
    request.unpipe(parser);
    // what still comes is of no use; the answer goes out meanwhile
    request.resume();
  }
};

const parserFor = (request: Request, maxBytes: number): BusboyInstance => {
  try {
    return new Busboy({
      // Express has seen that it is multipart/form-data
      headers: request.headers as BusboyHeaders,
      limits: {
        fileSize: maxBytes,
        files: 1,
        fields: 0,
        parts: 2,
        fieldNameSize: 32,
        headerPairs: 16,
        headerSize: 4096,
      },
    });
  } catch {
    throw malformed('it has no boundary');
  }
};

const tooLarge = (): KuvertError =>
  new KuvertError('body-too-large', 'the file is larger than allowed');

const malformed = (what: string): KuvertError =>
  new KuvertError('request-invalid', `the request can not be read: ${what}`);
