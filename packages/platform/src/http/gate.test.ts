import { describe, expect, it } from 'vitest';

import { createGate } from './gate.ts';

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
