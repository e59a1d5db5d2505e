import { describe, expect, it } from 'vitest';
import { isListed } from './hosts.ts';

describe('the host list', () => {
  it.each([
    ['https://media.example.com/x', 'media.example.com'],
    ['https://MEDIA.example.com/x', 'Media.Example.com'],
    ['https://media.example.com:443/x', 'media.example.com'],
    ['https://media.example.com/x', 'media.example.com:443'],
    ['https://a.example.com/x', '*.example.com'],
    ['https://a.b.example.com/x', '*.example.com'],
    ['https://media.example.com:8443/x', 'media.example.com:8443'],
    ['http://127.0.0.1:8080/x', '127.0.0.1:8080'],
    ['http://[::1]:8080/x', '[::1]:8080'],
    ['http://[::1]/x', '::1'],
  ])('%s is on it by %s', (url, pattern) => {
    expect(isListed(new URL(url), [pattern])).toBe(true);
  });

  it.each([
    ['https://example.com/', '*.example.com'],
    ['https://.example.com/', '*.example.com'],
    ['https://evilexample.com/', '*.example.com'],
    ['https://media.example.com.evil.net/', 'media.example.com'],
    ['https://xmedia.example.com/', 'media.example.com'],
    ['https://mediaxexample.com/', 'media.example.com'],
    ['https://media.example.com:8443/', 'media.example.com'],
    ['https://media.example.com/', 'media.example.com:8443'],
    ['https://media.example.com./', 'media.example.com'],
    ['http://media.example.com:443/', 'media.example.com'],
  ])('%s is not on it by %s', (url, pattern) => {
    expect(isListed(new URL(url), [pattern])).toBe(false);
  });

  it('lets nothing through when it is empty', () => {
    expect(isListed(new URL('https://example.com/'), [])).toBe(false);
  });
});
