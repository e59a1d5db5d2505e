import type { RawRequest } from '@kuvert/shared/ports/transport';

const boundary = 'a-boundary-of-the-tests';

/** One part of a form. */
export interface FormPart {
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly fileName?: string;
  readonly type?: string;
}

/** A form (RFC 7578) of these parts. */
export const formOf = (
  parts: readonly FormPart[],
): { readonly type: string; readonly body: Uint8Array } => ({
  type: `multipart/form-data; boundary=${boundary}`,
  body: Buffer.concat([
    ...parts.flatMap(({ name, body, fileName, type }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"` +
          `${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n` +
          `${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
      ),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]),
});

/** A webhook of Sinch with this very body. */
export const sinchPost = (
  target: string,
  password: string,
  body: Uint8Array,
  type = 'application/json',
): RawRequest => ({
  method: 'POST',
  target,
  headers: {
    'content-type': type,
    authorization: `Basic ${Buffer.from(`kuvert:${password}`).toString('base64')}`,
  },
  body,
});
