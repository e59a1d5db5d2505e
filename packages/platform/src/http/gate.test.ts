import { describe, expect, it } from 'vitest';

import { admit, createGate } from './gate.ts';

describe('the gate', () => {
  it('lets the next one in when somebody leaves, in the order of their coming', async () => {
    const gate = createGate(1, 2);
    const leave = await gate.enter();
    const order: string[] = [];
    const first = gate.enter().then((away) => (order.push('first'), away()));
    const second = gate.enter().then((away) => (order.push('second'), away()));
    expect(order).toEqual([]);
    leave();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('turns away who finds too many waiting', async () => {
    const gate = createGate(1, 1);
    const leave = await gate.enter();
    const waiting = gate.enter();
    await expect(gate.enter()).rejects.toMatchObject({ code: 'rate-limited' });
    leave();
    (await waiting)();
    await expect(gate.enter()).resolves.toBeTypeOf('function');
  });

  it('counts a place once however often it is left', async () => {
    const gate = createGate(1, 0);
    const leave = await gate.enter();
    leave();
    leave();
    await gate.enter();
    await expect(gate.enter()).rejects.toMatchObject({ code: 'rate-limited' });
  });
});

describe('a request', () => {
  const mebibyte = 1024 * 1024;
  const request = (length?: number) => ({
    headers: length === undefined ? {} : { 'content-length': String(length) },
  });

  it('whose body may be large waits for room, whatever it says of its size', async () => {
    const gate = createGate(1, 0);
    const leave = await admit(gate, request(10), 2 * mebibyte);
    await expect(admit(gate, request(10), 2 * mebibyte)).rejects.toMatchObject({
      code: 'rate-limited',
    });
    leave();
    (await admit(gate, request(), 2 * mebibyte))();
  });

  it('whose body is short comes in at once', async () => {
    const gate = createGate(0, 0);
    await expect(admit(gate, request(10), 64 * 1024)).resolves.toBeTypeOf('function');
  });

  it('that announces more than it may is refused before it is read', async () => {
    await expect(admit(createGate(1, 0), request(101), 100)).rejects.toMatchObject({
      code: 'body-too-large',
    });
  });
});
