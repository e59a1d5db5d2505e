import { describe, expect, it } from 'vitest';
import { redisAddress } from './redis-options.ts';

describe('the address of Redis', () => {
  it('has defaults for what it does not say', () => {
    expect(redisAddress('redis://queue.internal')).toEqual({
      host: 'queue.internal',
      port: 6379,
      db: 0,
    });
  });

  it('may hold a user, a password with any characters, a port and a database', () => {
    expect(redisAddress('redis://kuvert:p%40ss%2Fw%C3%B6rd@queue.internal:6380/3')).toEqual({
      host: 'queue.internal',
      port: 6380,
      db: 3,
      username: 'kuvert',
      password: 'p@ss/wörd',
    });
  });

  it('asks for TLS by its scheme, and holds the certificate to the name', () => {
    expect(redisAddress('rediss://:secret@queue.internal')).toMatchObject({
      password: 'secret',
      tls: { servername: 'queue.internal' },
    });
  });

  it('may be an IPv6 address', () => {
    expect(redisAddress('redis://[::1]:7000')).toMatchObject({ host: '::1', port: 7000 });
  });

  it.each(['', 'queue.internal:6379', 'http://queue.internal', 'redis://', 'redis://h/x'])(
    'is wrong when it is "%s"',
    (text) =>
      expect(() => redisAddress(text)).toThrow(
        expect.objectContaining({ code: 'configuration-wrong' }),
      ),
  );

  it('is not quoted when it is wrong', () => {
    expect(() => redisAddress('redis://:s3cret@h/x')).not.toThrow(/s3cret/);
    expect(() => redisAddress('redis://:s3cret@h/x')).toThrow(/form/);
  });
});
