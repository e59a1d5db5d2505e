import { describe, expect, it } from 'vitest';

import { FaxDocumentError } from '../errors.ts';
import { refusalOf } from './refusal-of.ts';

/** As WebAssembly throws it. */
const trap = Object.assign(new Error('unreachable'), { name: 'RuntimeError' });

function endless(depth: number): number {
  return endless(depth + 1) + 1;
}

const stackIsFull = (): unknown => {
  try {
    return endless(0);
  } catch (error) {
    return error;
  }
};

describe('what a child answers when its work fails', () => {
  it('is the reason, where it is known', () => {
    expect(refusalOf(new FaxDocumentError('no-pages', 'none'))).toEqual({
      kind: 'refused',
      code: 'no-pages',
      message: 'none',
    });
  });

  it('is its last answer when PDFium stopped', () => {
    expect(refusalOf(trap)).toMatchObject({ code: 'damaged-beyond-reading', isLast: true });
  });

  it('is its last answer when something was nested too deeply', () => {
    expect(refusalOf(stackIsFull())).toMatchObject({ code: 'too-complex', isLast: true });
  });

  it('is nothing when nobody knows why', () => {
    expect(refusalOf(new TypeError('a fault of ours'))).toBeUndefined();
  });
});
