import { describe, expect, it } from 'vitest';
import { ApiError, createApi } from './api.ts';

const answering = (response: Response) => {
  const requests: Request[] = [];
  const api = createApi(
    (input, init) => {
      requests.push(new Request(new URL(input as string, 'https://kuvert.test'), init));
      return Promise.resolve(response);
    },
    () => 'token-1',
  );
  return { api, requests };
};

describe('the API', () => {
  it('sends the token with what changes something, and never with what only reads', async () => {
    const changing = answering(Response.json({}));
    const registered = { system: 'Registry', reference: '7', personNumber: null };
    await changing.api.act('m1', { kind: 'register', ...registered });
    const [request] = changing.requests;
    expect(request?.url).toBe('https://kuvert.test/api/messages/m1/register');
    expect(request?.headers.get('x-kuvert-csrf')).toBe('token-1');
    expect(await request?.json()).toEqual(registered);

    const reading = answering(Response.json({}));
    await reading.api.message('m1');
    expect(reading.requests[0]?.headers.has('x-kuvert-csrf')).toBe(false);
  });

  it('marks what it asks for by itself, and never what a person changes', async () => {
    const requests: Request[] = [];
    const api = createApi(
      (input, init) => {
        requests.push(new Request(new URL(input as string, 'https://kuvert.test'), init));
        return Promise.resolve(Response.json({}));
      },
      () => '',
      () => true,
    );
    await api.me();
    await api.act('m1', { kind: 'take' });
    expect(requests.map(({ headers }) => headers.get('x-kuvert-background'))).toEqual(['1', null]);
  });

  it('makes a problem into an error with its code and details', async () => {
    const problem = { code: 'already-taken', details: { by: 'Anna' } };
    const { api } = answering(Response.json(problem, { status: 409 }));
    const error = await api.act('m1', { kind: 'take' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, ...problem });
  });

  it('has a code also for an answer that is no problem document', async () => {
    const { api } = answering(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(api.me()).rejects.toMatchObject({ status: 502, code: 'http-502' });
  });

  it('says offline when nobody answered', async () => {
    const api = createApi(
      () => Promise.reject(new TypeError('failed to fetch')),
      () => '',
    );
    await expect(api.me()).rejects.toMatchObject({ status: 0, code: 'offline' });
  });
});
