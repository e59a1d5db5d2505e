import { Busboy, type BusboyInstance } from '@fastify/busboy';

import { KuvertError } from '@kuvert/shared/errors';

/** The parts of a form: its fields, and the one file that it may have. */
export interface Parts {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Uint8Array | undefined;
}

export interface PartBounds {
  readonly fieldBytes: number;
  readonly fileBytes: number;
}

const maxFields = 32;

/**
 * Reads a `multipart/form-data` body (RFC 7578) that is in memory. A field that is called `fax` may be a part with a
 * type of its own, `application/json`, and is read as a field all the same.
 * @throws KuvertError `request-invalid`, `body-too-large`
 */
export const readParts = (
  body: Uint8Array,
  contentType: string,
  bounds: PartBounds,
): Promise<Parts> => {
  const parser = parserFor(contentType, bounds);
  return new Promise<Parts>((resolve, reject) => {
    const fields = new Map<string, string>();
    let file: Uint8Array | undefined;
    parser.on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut || fields.has(name)) reject(malformed());
      else fields.set(name, value);
    });
    parser.on('file', (name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () =>
        reject(new KuvertError('body-too-large', 'the file is larger than allowed')),
      );
      stream.on('end', () => {
        if (name === 'file') file = Buffer.concat(chunks);
      });
    });
    for (const limit of ['filesLimit', 'partsLimit', 'fieldsLimit'] as const)
      parser.on(limit, () => reject(malformed()));
    parser.on('error', () => reject(malformed()));
    parser.on('finish', () => resolve({ fields, file }));
    parser.end(body);
  });
};

const parserFor = (contentType: string, { fieldBytes, fileBytes }: PartBounds): BusboyInstance => {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // a JSON part without a file name is a field
      isPartAFile: (_field, _type, fileName) => fileName !== undefined,
      limits: {
        fileSize: fileBytes,
        files: 1,
        fields: maxFields,
        parts: maxFields + 1,
        fieldSize: fieldBytes,
        fieldNameSize: 64,
        headerPairs: 16,
        headerSize: 4096,
      },
    });
  } catch {
    throw malformed();
  }
};

const malformed = (): KuvertError =>
  new KuvertError('request-invalid', 'it is no sound multipart/form-data');
