import { expect, it } from 'vitest';

import { cursorOf, parseCursor } from './cursor.ts';

it('a cursor survives the way to the browser and back', () => {
  const cursor = { micros: 1_795_000_000_123_456, id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' };
  expect(parseCursor(cursorOf(cursor))).toEqual(cursor);
});

it.each(['', '~', '1~', "1~' or 1=1 --", 'x~6f9619ff-8b86-4d01-b42d-00cf4fc964ff'])(
  'the cursor %j is refused',
  (text) => {
    expect(() => parseCursor(text)).toThrowError(
      expect.objectContaining({ code: 'request-invalid' }),
    );
  },
);
