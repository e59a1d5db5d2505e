import { describe, expect, it } from 'vitest';

import { readClientApi } from './client-api-description.ts';

const api = readClientApi();
const path = '/sdk/messages';
const attributes = { confidentiality: true, label: 'a', sender: '0203:a', recipient: '0203:b' };
const post = (message: unknown) =>
  api.faultsOfRequest({ method: 'POST', path, body: JSON.stringify(message) });
const listed = (status: number, body: unknown) =>
  api.faultsOfAnswer({ method: 'GET', path }, { status, text: JSON.stringify(body) });

describe('the description of the client API finds no fault with', () => {
  it.each([
    ['a message', post({ data: { type: 'messages', attributes } })],
    [
      'a list by a filter',
      api.faultsOfRequest({ method: 'GET', path: `${path}?filter[messageStatus]=NEW` }),
    ],
    ['an empty list', listed(200, { data: [] })],
    [
      'an error as in its examples',
      listed(400, { status: 400, eventIssues: [{ typeCode: 'REJECTED' }] }),
    ],
    [
      'no such message',
      api.faultsOfAnswer({ method: 'GET', path: `${path}/a` }, { status: 404, text: '' }),
    ],
  ])('%s', (_what, faults) => expect(faults).toEqual([]));
});

describe('the description of the client API finds', () => {
  it.each([
    [
      'a field that is missing',
      post({ data: { type: 'messages', attributes: { ...attributes, label: undefined } } }),
    ],
    [
      'a field that it does not have',
      post({ data: { type: 'messages', attributes: { ...attributes, refersTo: 'a' } } }),
    ],
    [
      'a label that is too long',
      post({ data: { type: 'messages', attributes: { ...attributes, label: 'a'.repeat(257) } } }),
    ],
    ['a body that is no JSON', api.faultsOfRequest({ method: 'POST', path, body: '{' })],
    ['another path', api.faultsOfRequest({ method: 'GET', path: '/sdk/message' })],
    ['another filter', api.faultsOfRequest({ method: 'GET', path: `${path}?filter[label]=a` })],
    ['another method', api.faultsOfRequest({ method: 'PUT', path })],
    ['another status', listed(204, { data: [] })],
    [
      'another state',
      listed(200, {
        data: [{ type: 'messages', attributes: { ...attributes, messageStatus: 'READ' } }],
      }),
    ],
    [
      'a body where there is none',
      api.faultsOfAnswer({ method: 'POST', path }, { status: 201, text: '{}' }),
    ],
  ])('%s', (_what, faults) => expect(faults).not.toEqual([]));
});
