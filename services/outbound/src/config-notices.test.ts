import { describe, expect, it } from 'vitest';

import { readConfig } from './config.ts';

const base = {
  KUVERT_MODE: 'production',
  DATABASE_URL: 'postgres://kuvert_outbound@localhost/kuvert',
};
const whole = {
  ...base,
  SMTP_URL: 'smtps://kuvert@mail.kommun.example',
  SMTP_PASSWORD_FILE: '/secrets/smtp-password',
  NOTICE_FROM: 'kuvert@kommun.example',
  KUVERT_MAILBOX_ORIGIN: 'https://mailbox.kommun.example',
};
const smtpOf = (changes: Record<string, string | undefined>) =>
  readConfig({ ...whole, ...changes }).notices?.smtp;

describe('notices', () => {
  it('are not sent without a mail server', () => {
    expect(readConfig(base).notices).toBeUndefined();
  });

  it('need neither a carrier nor a key', () => {
    const { notices, sending, webhooks } = readConfig(whole);
    expect([sending, webhooks]).toEqual([undefined, undefined]);
    expect(notices).toEqual({
      from: 'kuvert@kommun.example',
      links: { mailbox: 'https://mailbox.kommun.example', room: undefined },
      timeZone: 'Europe/Stockholm',
      smtp: {
        ...{ host: 'mail.kommun.example', port: 465, tls: 'implicit', caFile: undefined },
        login: { user: 'kuvert', passwordFile: '/secrets/smtp-password' },
      },
    });
  });

  it.each([
    ['smtp://mail.kommun.example', 'mail.kommun.example', 587, 'starttls'],
    ['smtp://mail.kommun.example:25', 'mail.kommun.example', 25, 'starttls'],
    ['smtps://mail.kommun.example:2465', 'mail.kommun.example', 2465, 'implicit'],
    ['smtp://127.0.0.1:25', '127.0.0.1', 25, 'none'],
    ['smtp://[::1]:25', '::1', 25, 'none'],
    ['smtps://localhost', 'localhost', 465, 'implicit'],
  ])('by %s are encrypted unless they stay on this machine', (url, host, port, tls) => {
    expect(smtpOf({ SMTP_URL: url, SMTP_PASSWORD_FILE: undefined })).toMatchObject({
      ...{ host, port, tls },
      login: undefined,
    });
  });

  it.each([
    ['NOTICE_FROM', undefined, 'is missing'],
    ['NOTICE_FROM', 'Kuvert <kuvert@kommun.example>', 'must be one address'],
    ['KUVERT_MAILBOX_ORIGIN', undefined, 'is missing'],
    ['KUVERT_MAILBOX_ORIGIN', 'http://mailbox.kommun.example', 'must be https'],
    ['KUVERT_ROOM_ORIGIN', 'http://partner.kommun.example', 'must be https'],
    ['SMTP_URL', 'https://mail.kommun.example', 'must be smtp'],
    ['SMTP_URL', 'smtp://mail.kommun.example/?tls=no', 'must be scheme, user, host and port'],
    ['SMTP_PASSWORD_FILE', undefined, 'is missing'],
  ])('are refused with %s=%s', (name, value, fault) => {
    expect(() => readConfig({ ...whole, [name]: value })).toThrow(`${name}: ${fault}`);
  });

  it('never tell the password that stands in the wrong place', () => {
    const SMTP_URL = 'smtps://kuvert:hunter2@mail.kommun.example';
    const read = (): unknown => readConfig({ ...whole, SMTP_URL });
    expect(read).toThrow('SMTP_URL: must have no password in it');
    expect(read).not.toThrow('hunter2');
  });
});
