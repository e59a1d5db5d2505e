import { describe, expect, it } from 'vitest';

import { ownPath } from './own-path.ts';

const message = '/m/6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

describe('the address to return to after a login', () => {
  it.each([
    '/',
    message,
    `${message}?view=mine`,
    '/?department=6f9619ff&view=new',
    '/sent?show=attention',
    '/s/6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    '/drafts',
    '/incidents?show=all',
    '/front-desk',
    '/approvals',
    '/a/018f3b1e-0000-7000-8000-000000000000',
    '/contacts',
    '/write',
    '/d/6f9619ff-8b86-4d01-b42d-00cf4fc964ff?view=new',
    '/logged-in',
    '/admin',
    '/admin/departments/018f3b1e-0000-7000-8000-000000000000',
    '/admin/departments/018f3b1e-0000-7000-8000-000000000000/close',
    '/admin/sessions/end',
  ])('may be %s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    '/m/../../evil',
    '/sent/../../evil',
    '/@evil.example',
    'javascript:alert(1)',
    '/logout',
    '/admin/../logout',
    '/?next=https://evil.example',
    `/?${'a'.repeat(600)}`,
    `${message}\r\nset-cookie: a=b`,
    ['/', '/'],
    undefined,
  ])('is the start page for %j', (path) => {
    expect(ownPath(path)).toBe('/');
  });
});
