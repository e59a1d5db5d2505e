import { z } from 'zod';

import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest, Reply } from '@kuvert/shared/ports/transport';

import { text } from '../rest/fields.ts';
import { isJson, parseJson } from '../rest/json.ts';
import { Fax } from './fax.ts';
import { readParts } from './multipart.ts';

/** What an event has beside its file, in bytes. */
export const factsBytes = 64 * 1024;

/** What is answered when an event is safe with us. */
export const reply: Reply = { contentType: 'text/plain; charset=utf-8', body: 'kept\n' };

export interface SinchEvent {
  readonly event: string;
  readonly fax: Fax;
  /** The pages, when the event brought them. */
  readonly file: Uint8Array | undefined;
}

const Event = z.object({ event: text, fax: Fax });
/** In JSON the file is base64: four characters for three bytes. */
const JsonEvent = Event.extend({ file: z.string().nullish() });

const base64 = /^[A-Za-z0-9+/\r\n]*={0,2}$/;
const multipart = /^multipart\/form-data\s*;/i;

/**
 * Reads an event as Sinch may be told to send it: as a form (`event`, `fax` as JSON, `file` beside them) or as JSON with
 * the file in base64.
 * @throws KuvertError `content-type-wrong`, `request-invalid`, `body-too-large`
 */
export const readEvent = async (
  request: RawRequest,
  maxMediaBytes: number,
): Promise<SinchEvent> => {
  const type = request.headers['content-type'] ?? '';
  if (isJson(type)) return readJsonEvent(request.body, maxMediaBytes);
  if (!multipart.test(type))
    throw new KuvertError('content-type-wrong', 'this takes multipart/form-data or JSON');
  const { fields, file } = await readParts(request.body, type, {
    fieldBytes: factsBytes,
    fileBytes: maxMediaBytes,
  });
  const fax = parseJson(Fax, Buffer.from(fields.get('fax') ?? ''));
  const { data: event } = text.safeParse(fields.get('event'));
  if (!fax || event === undefined) throw noEvent();
  return { event, fax, file };
};

/** @throws KuvertError `request-invalid`, `body-too-large` */
export const readJsonEvent = (body: Uint8Array, maxMediaBytes: number): SinchEvent => {
  const event = parseJson(JsonEvent, body);
  if (!event) throw noEvent();
  return { event: event.event, fax: event.fax, file: fileOf(event.file, maxMediaBytes) };
};

const fileOf = (text: string | null | undefined, maxBytes: number): Uint8Array | undefined => {
  if (!text) return undefined;
  if (text.length > Math.ceil(maxBytes / 3) * 4)
    throw new KuvertError('body-too-large', 'the file is larger than allowed');
  // what node:buffer doesn't know it leaves out: a file with holes is none
  if (!base64.test(text)) throw new KuvertError('request-invalid', 'the file is no base64');
  return Buffer.from(text, 'base64');
};

const noEvent = (): KuvertError => new KuvertError('request-invalid', 'it is no event on a fax');
