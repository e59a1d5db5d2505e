import { describe, expect, it } from 'vitest';

import { createGate } from './gate.ts';

describe('the gate', () => {
  it('turns away who finds it full, until somebody has left', () => {
    const gate = createGate(2);
    const leave = gate.enter();
    gate.enter();
    expect(() => gate.enter()).toThrowError(expect.objectContaining({ code: 'rate-limited' }));
    leave();
    expect(gate.enter).not.toThrow();
  });
});
