import nodemailer, { type NodemailerError } from 'nodemailer';

import { cleanText } from '@kuvert/shared/clean-text';
import type { MailAddress } from '@kuvert/shared/notices/mail-address';
import type { Notice, NoticeOutcome, Notifier } from '@kuvert/shared/ports/notifier';

import { noticeText } from './notice-words.ts';

/** The operator's mail server (RFC 5321), as a client that submits to it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte; `starttls`: before anything is said, or nothing is; `none`: on this machine alone. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: string } | undefined;
  /** PEM of an authority trusted in place of the well-known ones. */
  readonly ca: string | undefined;
}

export interface SmtpNotifierOptions {
  readonly server: SmtpServer;
  readonly from: MailAddress;
  /** Of one notice from the first byte to the last answer, in milliseconds; whatever the server does meanwhile. */
  readonly deadlineMs?: number;
}

const usualDeadlineMs = 60_000;
/** Far more than a server says. */
const maxAnswerBytes = 64 * 1024;

/** One connection a notice: notices are few, and a kept one would have to be watched. */
export const createSmtpNotifier = (options: SmtpNotifierOptions): Notifier => {
  const transport = transportOf(options);
  const deadlineMs = options.deadlineMs ?? usualDeadlineMs;
  return {
    send: async (notice, given) => {
      const signal = AbortSignal.any([given, AbortSignal.timeout(deadlineMs)]);
      try {
        await transport.sendMail({ ...mailOf(notice, options.from), signal });
        return { kind: 'accepted' };
      } catch (error) {
        // what the library throws is its own error; what isn't has none of these fields
        return signal.aborted
          ? { kind: 'not-sent', code: 'ETIMEDOUT' }
          : outcomeOf(error as NodemailerError);
      }
    },
  };
};

const transportOf = ({ server, from, deadlineMs = usualDeadlineMs }: SmtpNotifierOptions) => {
  const { host, port, tls, login, ca } = server;
  return nodemailer.createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    // with a login never without it, whatever the server offers
    ...(login && { auth: { user: login.user, pass: login.password }, forceAuth: true }),
    // what it greets with: not this machine's own name
    name: domainOf(from),
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    dnsTimeout: deadlineMs,
    maxResponseSize: maxAnswerBytes,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

const domainOf = (address: MailAddress): string => address.slice(address.lastIndexOf('@') + 1);

const mailOf = (notice: Notice, from: MailAddress) => ({
  ...noticeText({ ...notice, mailbox: cleanText(notice.mailbox) }),
  from: { name: 'Kuvert', address: from },
  to: notice.to,
  messageId: `<${notice.id}@${domainOf(from)}>`,
  headers: {
    // nobody's absence answers it (RFC 3834, 5; Exchange)
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  },
});

/** Refused for good is what a 5xx says to this recipient or this mail; to our login or our sender it is the operator's to mend. */
const outcomeOf = ({
  code = 'internal',
  originalCode,
  command,
  permanent,
  responseCode,
}: NodemailerError): NoticeOutcome => {
  if (responseCode === undefined) return { kind: 'not-sent', code: originalCode ?? code };
  return permanent === true && (command === 'RCPT TO' || command === 'DATA')
    ? { kind: 'refused', code: String(responseCode) }
    : { kind: 'not-sent', code: `${code}-${responseCode}` };
};
