import { expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

const id = '0198c0de-0000-7000-8000-000000000001';

it('reads message, view and department from the address and writes the same address again', () => {
  const href = `/m/${id}?department=${id}&view=mine`;
  const [path = '', search] = href.split('?');
  const route = parseRoute(path, `?${search}`);
  expect(route).toEqual({ messageId: id, view: 'mine', departmentId: id });
  expect(hrefOf(route)).toBe(href);
});

it('takes an unknown view or path as left open', () => {
  expect(parseRoute('/m/../../login', '?view=secret')).toEqual({
    messageId: null,
    view: null,
    departmentId: null,
  });
});

it('has the plain address for nothing chosen', () => {
  expect(hrefOf({ messageId: null, view: null, departmentId: null })).toBe('/');
});
