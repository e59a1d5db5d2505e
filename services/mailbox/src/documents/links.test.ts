import { randomUUID } from 'node:crypto';

import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';

import { createLinks, type Link } from './links.ts';

const key = 'k'.repeat(43);
const began = new Date('2026-11-22T08:00:00Z');
let now = began;
const clock = { now: () => now };
const links = createLinks(key, clock);
const link: Link = {
  session: 'the-session',
  messageId: randomUUID(),
  documentId: randomUUID(),
  purpose: 'download',
};
const refused = expect.objectContaining({ code: 'download-expired' });
const claims = { ...link, iat: Math.floor(began.getTime() / 1000) };
const options = { issuer: 'kuvert-mailbox', audience: 'document', expiresIn: 60 } as const;

describe('a download link', () => {
  it('gives back what it was made for', () => {
    now = began;
    const token = links.make(link, 'document');
    expect(links.read(token, 'document', 'the-session')).toEqual(link);
  });

  it('is accepted by another replica with the same key', () => {
    now = began;
    const token = links.make(link, 'document');
    expect(createLinks(key, clock).read(token, 'document', 'the-session')).toEqual(link);
  });

  it('is over after a minute', () => {
    now = began;
    const token = links.make(link, 'document');
    now = new Date(began.getTime() + 61_000);
    expect(() => links.read(token, 'document', 'the-session')).toThrowError(refused);
  });

  it('works in no other session', () => {
    now = began;
    const token = links.make(link, 'document');
    expect(() => links.read(token, 'document', 'another')).toThrowError(refused);
  });

  it('is not good for the pages of a print, nor theirs for it', () => {
    now = began;
    expect(() => links.read(links.make(link, 'document'), 'page', 'the-session')).toThrowError(
      refused,
    );
    expect(() => links.read(links.make(link, 'page'), 'document', 'the-session')).toThrowError(
      refused,
    );
  });

  it.each([
    ['signed with another key', () => createLinks('x'.repeat(43), clock).make(link, 'document')],
    ['without a signature', () => jwt.sign(claims, '', { ...options, algorithm: 'none' })],
    [
      'signed by another algorithm',
      () => jwt.sign(claims, key, { ...options, algorithm: 'HS384' }),
    ],
    ['of another issuer', () => jwt.sign(claims, key, { ...options, issuer: 'another' })],
    [
      'that never ends',
      () => jwt.sign({ ...link, iat: 1 }, key, { issuer: options.issuer, audience: 'document' }),
    ],
    ['that is none', () => 'none'],
  ])('is refused when it is one %s', (_, make) => {
    now = began;
    expect(() => links.read(make(), 'document', 'the-session')).toThrowError(refused);
  });
});
