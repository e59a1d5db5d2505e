import express from 'express';
import PostalMime from 'postal-mime';

import { listen, type Listening } from './listen.ts';
import type { MailServer, ReceivedMail } from './mail-server.ts';

/** A plain page with what a simulated mail server got, the latest first: what somebody would see in their mailbox. */
export const startMailPage = async (
  { received }: Pick<MailServer, 'received'>,
  port?: number,
): Promise<Listening> => {
  const app = express();
  app.disable('x-powered-by');
  app.get('/', async (_request, response) => {
    const mails = await Promise.all(received.toReversed().map(asText));
    const none = 'No notice has come yet.\n';
    response
      .type('text/plain')
      .send(mails.length === 0 ? none : mails.join(`\n${'-'.repeat(72)}\n\n`));
  });
  return listen(app, port);
};

const asText = async ({ at, from, to, source }: ReceivedMail): Promise<string> => {
  const { subject = '', text = '' } = await PostalMime.parse(source);
  return `At: ${at.toISOString()}\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text.trim()}\n`;
};
