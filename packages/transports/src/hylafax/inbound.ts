import { cleanText, someText } from '@kuvert/shared/clean-text';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type {
  RawRequest,
  Received,
  Reply,
  SynchronousInboundTransport,
} from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import { plausibleTime } from '../received-at.ts';
import { present } from '../text.ts';
import { authenticate } from './authenticate.ts';
import { parsePost, type Post } from './facts.ts';
import { faxContentType, type HylafaxSettings } from './settings.ts';

const factsBytes = 64 * 1024;

/**
 * HylaFAX hosts on the premises: `…/received` posts a fax with its media in the body, `…/copy` says what became of
 * the file in recvq afterwards.
 */
export const createHylafaxInbound = (
  { carrier, key, maxMediaBytes }: HylafaxSettings,
  clock: Clock,
): SynchronousInboundTransport => ({
  carrier,
  maxBodyBytes: maxMediaBytes + factsBytes,
  receive: (request) => {
    const step = stepOf(request);
    if (request.headers['content-type'] !== faxContentType)
      throw new KuvertError('content-type-wrong', `this takes ${faxContentType}`);
    authenticate(request, key, clock.now());
    const post = parsePost(request.body);
    return step === 'received' ? receptionOf(post, carrier, clock.now()) : copyOf(post);
  },
});

const stepOf = ({ method, target }: RawRequest): 'received' | 'copy' => {
  const last = target.split('/').at(-1);
  if (method === 'POST' && (last === 'received' || last === 'copy')) return last;
  throw new KuvertError('path-unknown', 'there is nothing here');
};

const reply: Reply = { contentType: 'text/plain; charset=utf-8', body: 'sealed\n' };

const receptionOf = ({ facts, tiff }: Post, carrier: string, now: Date): Received => {
  const reception: Reception = {
    carrier,
    eventId: eventIdOf(facts),
    faxId: someText(facts.get('qfile')) ?? `call ${cleanText(facts.get('commid') ?? '')}`,
    from: cleanText(facts.get('from') ?? ''),
    to: cleanText(facts.get('to') ?? ''),
    receivedAt: plausibleTime(timeOf(facts), now),
    // The hook also runs when no file exists; a non-empty error can come with a usable file.
    media: tiff.byteLength === 0 ? { kind: 'none' } : { kind: 'body', bytes: tiff },
    ...present({ errorText: someText(facts.get('error')) }),
  };
  return { kind: 'reception', reception, reply };
};

const copyOf = ({ facts }: Post): Received => {
  const outcome = facts.get('copy');
  if (outcome !== 'deleted' && outcome !== 'delete-failed')
    throw new KuvertError('request-invalid', 'no outcome for the copy');
  return { kind: 'copy', eventId: eventIdOf(facts), outcome, reply };
};

/**
 * The host, the file and its time, which the hook and the sweep both see; the call's own number when there is no file.
 * Every host counts its files alike, and uses their names again once its counter is reset.
 */
const eventIdOf = (facts: Post['facts']): string => {
  const received = String(timeOf(facts).getTime() / 1000);
  const host = cleanText(facts.get('host') ?? '');
  const file = someText(facts.get('qfile'));
  const call = someText(facts.get('commid'));
  if (file === undefined && call === undefined)
    throw new KuvertError('request-invalid', 'neither a file nor a call is named');
  return file === undefined
    ? `call:${host}:${call}:${received}`
    : `file:${host}:${file}:${received}`;
};

/** Whole seconds since 1970, as `stat` and `date` give them. */
const timeOf = (facts: Post['facts']): Date => {
  const text = facts.get('received-at') ?? '';
  if (!/^\d{1,11}$/.test(text))
    throw new KuvertError('request-invalid', 'the time of reception is missing');
  return new Date(Number(text) * 1000);
};
