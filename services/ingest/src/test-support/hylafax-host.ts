import { createHmac } from 'node:crypto';

import { hylafaxKey } from './house.ts';

export interface Posted {
  readonly status: number;
  readonly message: string | null;
  readonly body: string;
}

/** Posts as infra/hylafax does; its real scripts are tested beside them. */
export const postFax = async (
  origin: string,
  facts: Readonly<Record<string, string>>,
  tiff: Uint8Array,
  { step = 'received', key = hylafaxKey, at = Date.now() } = {},
): Promise<Posted> => {
  const lines = Object.entries(facts).map(
    ([name, value]) => `${name}: ${Buffer.from(value).toString('base64')}\n`,
  );
  const body = Buffer.concat([Buffer.from(`${lines.join('')}\n`), tiff]);
  const timestamp = String(Math.floor(at / 1000));
  const response = await fetch(`${origin}/webhooks/hylafax/${step}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/vnd.kuvert.fax',
      'x-kuvert-timestamp': timestamp,
      'x-kuvert-signature': createHmac('sha256', key)
        .update(`${timestamp}.`)
        .update(body)
        .digest('hex'),
    },
    body,
  });
  return {
    status: response.status,
    message: response.headers.get('x-kuvert-message'),
    body: await response.text(),
  };
};

/** What HylaFAX tells of one fax; each call is another file. */
export const hookFacts = (
  file: string,
  changes: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  qfile: `recvq/${file}.tif`,
  device: 'ttyS0',
  commid: '000000034',
  error: '',
  from: '+46317001234',
  to: '+46846500410',
  'received-at': String(Math.floor(Date.now() / 1000) - 60),
  ...changes,
});
