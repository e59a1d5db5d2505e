import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

const id = '0198c0de-0000-7000-8000-000000000001';

const read = (href: string) => {
  const { pathname, search } = new URL(href, 'https://kuvert.test');
  return parseRoute(pathname, search);
};

it('reads message, view and department from the address and writes the same address again', () => {
  const href = `/m/${id}?department=${id}&view=mine`;
  const route = read(href);
  expect(route).toEqual({ messageId: id, view: 'mine', departmentId: id, outgoing: null });
  expect(hrefOf(route)).toBe(href);
});

it('takes an unknown view or path as left open', () => {
  expect(parseRoute('/m/../../login', '?view=secret')).toEqual({
    messageId: null,
    view: null,
    departmentId: null,
    outgoing: null,
  });
});

it('has the plain address for nothing chosen', () => {
  expect(hrefOf({ messageId: null, view: null, departmentId: null })).toBe('/');
});

describe('a place for what goes out', () => {
  it.each([
    ['/sent', { kind: 'sent', show: 'all', sendingId: null }],
    ['/sent?show=attention', { kind: 'sent', show: 'attention', sendingId: null }],
    [`/s/${id}?show=under-way`, { kind: 'sent', show: 'under-way', sendingId: id }],
    ['/drafts', { kind: 'drafts' }],
    ['/approvals', { kind: 'approvals', draftId: null }],
    [`/a/${id}`, { kind: 'approvals', draftId: id }],
    ['/incidents', { kind: 'incidents', show: 'open', incidentId: null }],
    [`/i/${id}?show=all`, { kind: 'incidents', show: 'all', incidentId: id }],
    [`/d/${id}?department=${id}&view=new`, { kind: 'draft', draftId: id }],
    ['/contacts', { kind: 'contacts', contactId: null, from: null }],
    [`/contacts?from=${id}`, { kind: 'contacts', contactId: null, from: id }],
    [`/c/${id}`, { kind: 'contacts', contactId: id, from: null }],
  ])('has the address %s', (href, outgoing) => {
    const route = read(href);
    expect(route).toMatchObject({ messageId: null, outgoing });
    expect(hrefOf(route)).toBe(href);
  });

  it('shows all of what was sent when the address asks for something else', () => {
    expect(read('/sent?show=secret').outgoing).toMatchObject({ show: 'all' });
  });
});
