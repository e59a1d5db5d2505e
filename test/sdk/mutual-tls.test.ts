import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { selfSigned } from '@kuvert/testkit/certificate';
import { sdkMessage } from '@kuvert/testkit/sdk-message';

import { startWire, type Wire, type WireOptions } from './wire.ts';

type Pair = Awaited<ReturnType<typeof selfSigned>>;

let server: Pair;
let ours: Pair;
let strangers: Pair;
beforeAll(async () => {
  [server, ours, strangers] = await Promise.all([
    selfSigned('IP:127.0.0.1'),
    selfSigned('DNS:kuvert.test'),
    selfSigned('DNS:kuvert.test'),
  ]);
});

const wires: Wire[] = [];
afterEach(async () => {
  await Promise.all(wires.splice(0).map((wire) => wire.stop()));
});

const open = async (options: WireOptions): Promise<Wire> => {
  const wire = await startWire({ tls: { ...server, clientCa: ours.cert }, ...options });
  wires.push(wire);
  return wire;
};

describe('over mutual TLS', () => {
  it('a message is sent, listed, fetched and deleted with our certificate', async () => {
    const { service, simulator } = await open({ ca: server.cert, clientCertificate: ours });
    const message = sdkMessage();
    const { messageId } = message.data.attributes;
    expect(await service.send(message)).toEqual({ kind: 'taken' });
    expect((await service.list({ status: 'ACCEPTED' })).messages).toHaveLength(1);
    expect((await service.fetch(messageId))?.label).toBe(message.data.attributes.label);
    expect(await service.remove(messageId)).toBe('removed');
    expect(simulator.received).toHaveLength(1);
  });

  it.each([
    ['no certificate', () => ({})],
    ["a stranger's certificate", () => ({ clientCertificate: strangers })],
  ])('nothing is taken from who has %s', async (_what, certificate) => {
    const { service, simulator } = await open({ ca: server.cert, ...certificate() });
    expect(await service.send(sdkMessage())).toMatchObject({ kind: 'not-taken' });
    await expect(service.list({})).rejects.toMatchObject({
      code: expect.stringMatching(/^message-service-/),
    });
    expect(simulator.asked).toEqual([]);
  });

  // By 1.2 it says so in the handshake; by 1.3 after the client has finished its own, with a request on its way.
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a server that says by %s why it takes no more tells that it is the certificate',
    async (version) => {
      const tls = { ...server, clientCa: ours.cert, version };
      const { service, simulator } = await open({ ca: server.cert, tls });
      const error = { code: 'message-service-refused' };
      expect(await service.send(sdkMessage())).toMatchObject({ kind: 'not-taken', error });
      await expect(service.list({})).rejects.toMatchObject(error);
      expect(simulator.asked).toEqual([]);
    },
  );

  it('nothing is told to a server that nobody vouches for', async () => {
    const { service, simulator } = await open({ clientCertificate: ours });
    await expect(service.list({})).rejects.toMatchObject({
      code: 'message-service-unavailable',
      details: { why: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect(simulator.asked).toEqual([]);
  });
});
