import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { callbackify } from 'node:util';

import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';

/** One mail as it was handed over. */
export interface ReceivedMail {
  readonly at: Date;
  readonly from: string;
  readonly to: string;
  readonly isEncrypted: boolean;
  /** Who logged in; undefined: nobody. */
  readonly user: string | undefined;
  /** Headers and body (RFC 5322), as they came. */
  readonly source: string;
}

/** How the server answers an address from now on: an SMTP reply of this code to `RCPT TO`, or once it has the mail. */
export interface MailAnswer {
  readonly to: 'recipient' | 'mail';
  readonly code: number;
}

export interface MailServerOptions {
  /** Of 127.0.0.1; a free one when absent. */
  readonly port?: number;
  /** PEM texts; without them it offers no encryption. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly implicit?: boolean };
  /** Who may log in; without, nobody needs to. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Mails kept; the oldest go first. */
  readonly keep?: number;
}

export interface MailServer {
  readonly port: number;
  /** Oldest first. */
  readonly received: readonly ReceivedMail[];
  /** Undefined: takes it. */
  answer(address: string, answer: MailAnswer | undefined): void;
  stop(): Promise<void>;
}

/** A real SMTP server that keeps what it gets and delivers it nowhere: for the demonstration and for tests. */
export const startMailServer = async (options: MailServerOptions = {}): Promise<MailServer> => {
  const received: ReceivedMail[] = [];
  const answers = new Map<string, MailAnswer>();
  const keep = options.keep ?? 1_000;
  const server = new SMTPServer({
    ...securityOf(options),
    size: 64 * 1024,
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(refusalOf(answers.get(address), 'recipient')),
    onData: callbackify(async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
      const source = await text(stream);
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo[0]?.address ?? '';
      const refusal = refusalOf(answers.get(to), 'mail');
      if (refusal) throw refusal;
      received.push({
        ...{ at: new Date(), to, source },
        from: mailFrom === false ? '' : mailFrom.address,
        isEncrypted: session.secure,
        user: session.user as string | undefined, // what `onAuth` gave
      });
      received.splice(0, received.length - keep);
    }),
  });
  // a client that breaks off is no fault of this server
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port, // TCP: always AddressInfo
    received,
    answer: (address, answer) => {
      if (answer) answers.set(address, answer);
      else answers.delete(address);
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const securityOf = ({ tls, login }: MailServerOptions): SMTPServerOptions => ({
  ...(tls
    ? { cert: tls.cert, key: tls.key, secure: tls.implicit ?? false }
    : { disabledCommands: ['STARTTLS', ...(login ? [] : ['AUTH'])] }),
  authOptional: login === undefined,
  // only a client that was told to may say its password in the clear
  allowInsecureAuth: tls === undefined,
  onAuth: ({ username, password }, _session, done) =>
    login && username === login.user && password === login.password
      ? done(null, { user: username })
      : done(replyOf(535)),
});

const replyOf = (code: number): Error =>
  Object.assign(new Error('not taken here'), { responseCode: code });

const refusalOf = (answer: MailAnswer | undefined, to: MailAnswer['to']): Error | undefined =>
  answer?.to === to ? replyOf(answer.code) : undefined;
