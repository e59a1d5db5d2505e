import { describe, expect, it } from 'vitest';

import { describeError } from './log.ts';

describe('what is logged of an error', () => {
  it('is name, code and place, for its causes too', () => {
    const cause = Object.assign(new TypeError('low'), { code: 'ECONNREFUSED' });
    const told = describeError(new Error('high', { cause }));
    expect(told).toEqual({
      error: [
        { name: 'Error', at: expect.stringContaining('log.test.ts') },
        { name: 'TypeError', code: 'ECONNREFUSED', at: expect.stringContaining('log.test.ts') },
      ],
    });
  });

  it.each(['+46317001234', 'x\n    at +46317001234', '\n at +46317001234 (a.ts:1:1)\n'])(
    'is never its message: %j',
    (message) => {
      expect(JSON.stringify(describeError(new Error(message)))).not.toContain('317001234');
    },
  );

  it('is nothing of its message when that was changed after it was made', () => {
    const error = new Error('\n    at +46317001234');
    error.message = 'changed';
    expect(JSON.stringify(describeError(error))).not.toContain('317001234');
  });
});
