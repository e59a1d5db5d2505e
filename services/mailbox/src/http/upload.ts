import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';

import { KuvertError } from '@kuvert/shared/errors';

/** One file as it was sent. */
export interface Upload {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
}

/** A `multipart/form-data` request, read: texts by their names, and files in the order in which they came. */
export interface Form {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: readonly (Upload & { readonly field: string })[];
}

export interface FormLimits {
  /** Of each file, and of all of them together. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly files: number;
  readonly texts: number;
  readonly textBytes: number;
}

/** What multipart adds to what it holds: boundaries and heads. */
const framingBytes = 16 * 1024;

/**
 * Reads the one file, called `file`, of a `multipart/form-data` request into memory.
 * @throws KuvertError as {@link readForm}
 */
export const readUpload = async (request: Request, maxBytes: number): Promise<Upload> => {
  const limits = { fileBytes: maxBytes, totalBytes: maxBytes, files: 1, texts: 0, textBytes: 0 };
  const { files } = await readForm(request, limits);
  const file = files.find(({ field }) => field === 'file');
  if (!file) throw malformed('it has no part called file');
  return file;
};

/**
 * Reads a `multipart/form-data` request into memory, bounded before and while it comes.
 * @throws KuvertError `content-type-wrong`, `body-too-large`, `request-invalid`
 */
export const readForm = async (request: Request, limits: FormLimits): Promise<Form> => {
  if (!request.is('multipart/form-data'))
    throw new KuvertError('content-type-wrong', 'this takes multipart/form-data');
  const most = limits.totalBytes + limits.texts * limits.textBytes + framingBytes;
  if (Number(request.headers['content-length']) > most) throw tooLarge();
  const parser = parserFor(request, limits);
  try {
    return await collect(request, parser, limits);
  } finally {
    request.unpipe(parser);
    // what still comes is of no use; the answer goes out meanwhile
    request.resume();
  }
};

const collect = (
  request: Request,
  parser: BusboyInstance,
  { totalBytes }: FormLimits,
): Promise<Form> =>
  new Promise<Form>((resolve, reject) => {
    const texts = new Map<string, string>();
    const files: (Upload & { field: string })[] = [];
    let total = 0;
    parser.on('file', (field, stream, fileName) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        total += chunk.byteLength;
        if (total > totalBytes) reject(tooLarge());
        else chunks.push(chunk);
      });
      stream.on('limit', () => reject(tooLarge()));
      stream.on('end', () => files.push({ field, name: fileName, bytes: Buffer.concat(chunks) }));
    });
    parser.on('field', (field, text, _isNameCut, isCut) => {
      if (isCut || texts.has(field)) reject(malformed('a text is too long, or there twice'));
      texts.set(field, text);
    });
    for (const limit of ['filesLimit', 'partsLimit', 'fieldsLimit'] as const)
      parser.on(limit, () => reject(malformed('it has more parts than it may')));
    parser.on('error', () => reject(malformed('it is no sound multipart/form-data')));
    parser.on('finish', () => resolve({ texts, files }));
    request.on('close', () => {
      if (!request.complete) reject(malformed('it broke off'));
    });
    request.pipe(parser);
  });

const parserFor = (request: Request, limits: FormLimits): BusboyInstance => {
  try {
    return new Busboy({
      // Express has seen that it is multipart/form-data
      headers: request.headers as BusboyHeaders,
      limits: {
        fileSize: limits.fileBytes,
        files: limits.files,
        fields: limits.texts,
        fieldSize: limits.textBytes,
        parts: limits.files + limits.texts + 1,
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
  new KuvertError('body-too-large', 'what was sent is larger than allowed');

const malformed = (what: string): KuvertError =>
  new KuvertError('request-invalid', `the request can not be read: ${what}`);

/** Nobody waits for the answer any more: large work is given up. */
export const untilClosed = (request: { readonly socket: NodeJS.EventEmitter }): AbortSignal => {
  const controller = new AbortController();
  request.socket.once('close', () => controller.abort(new Error('nobody waits for the answer')));
  return controller.signal;
};
