import type { Response } from 'express';

import { sendEndlessly } from '../endless.ts';
import type { SentFax } from './faxes.ts';

/** Answers a request for a fax's media, as the fax is set to behave. */
export const sendBytes = (
  { bytes, media = { kind: 'serve' } }: Pick<SentFax, 'bytes' | 'media'>,
  type: string,
  response: Response,
): void => {
  switch (media.kind) {
    case 'serve':
      response.type(type).end(bytes);
      return;
    case 'stall':
      response.type(type).flushHeaders();
      return;
    case 'endless':
      sendEndlessly(response.type(type));
      return;
    case 'redirect':
      response.redirect(302, media.to);
      return;
    case 'status':
      response.status(media.status).end();
  }
};
