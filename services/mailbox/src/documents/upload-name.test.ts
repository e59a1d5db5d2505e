import { describe, expect, it } from 'vitest';

import { uploadName } from './upload-name.ts';

describe("an attachment's name", () => {
  it.each([
    ['remiss.pdf', 'remiss.pdf'],
    ['C:\\Users\\anna\\remiss åäö.pdf', 'remiss åäö.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['two\r\nlines\u202Efdp.exe', 'two lines fdp.exe'],
    ['', '–'],
    [undefined, '–'],
  ])('of %j is %j', (name, kept) => {
    expect(uploadName(name)).toBe(kept);
  });

  it('keeps its ending when it is cut', () => {
    const kept = uploadName(`${'lång '.repeat(100)}.tiff`);
    expect(kept).toHaveLength(200);
    expect(kept).toMatch(/….tiff$/);
  });
});
