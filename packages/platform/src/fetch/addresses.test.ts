import { describe, expect, it } from 'vitest';
import { kindOfAddress } from './addresses.ts';

describe('the kind of an address', () => {
  it.each(['8.8.8.8', '193.10.1.1', '2606:4700::1111', '2a00:1450:400f::200e'])(
    '%s is public',
    (address) => expect(kindOfAddress(address)).toBe('public'),
  );

  it.each(['127.0.0.1', '127.9.9.9', '::1'])('%s is loopback', (address) =>
    expect(kindOfAddress(address)).toBe('loopback'),
  );

  it.each(['10.0.0.1', '172.16.0.1', '192.168.1.1', 'fc00::1', 'fd12:3456::1'])(
    '%s is private',
    (address) => expect(kindOfAddress(address)).toBe('private'),
  );

  it.each([
    ['100.64.0.1', 'carrier-grade NAT'],
    ['169.254.169.254', 'link-local: cloud metadata'],
    ['0.0.0.0', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['198.18.0.1', 'for benchmarks'],
    ['192.0.2.1', 'documentation'],
    ['::', 'unspecified'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with a zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['::ffff:8.8.8.8', 'IPv4-mapped, although it hides a public one'],
    ['::ffff:127.0.0.1', 'IPv4-mapped loopback'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b:1::1', 'local NAT64'],
    ['2002:7f00:1::', '6to4'],
    ['2001:0:4136:e378::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['not an address', 'nothing'],
    ['', 'nothing'],
  ])('%s is forbidden (%s)', (address) => expect(kindOfAddress(address)).toBe('forbidden'));
});
