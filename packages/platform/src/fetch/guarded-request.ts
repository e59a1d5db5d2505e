import { errors, fetch, type Response } from 'undici';

import { agentFor, checkedAddress, checkedUrl } from './guard.ts';
import type { GuardOptions } from './guard.ts';

export interface GuardedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly signal: AbortSignal;
}

/**
 * Asks once under the guard, and lets `read` have the answer before the connection is closed. A redirect is an answer.
 * `mayUse` is asked once the connection stands, before a byte is written to it.
 * @throws KuvertError `fetch-host-forbidden`, `fetch-address-forbidden`; what the connection fails with
 */
export const guardedRequest = async <Result>(
  address: string,
  guard: GuardOptions,
  { method, headers, body, signal }: GuardedRequest,
  read: (response: Response) => Promise<Result>,
  mayUse?: () => boolean,
): Promise<Result> => {
  const url = checkedUrl(address, guard);
  let fault: Error | undefined;
  const failed = (error: Error): void => void (fault = error);
  const agent = agentFor(await checkedAddress(url, guard), guard, { mayUse, failed });
  try {
    const response = await fetch(url, {
      method,
      signal,
      dispatcher: agent,
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return await read(response);
  } catch (error) {
    throw endedByOther(error) ? (fault ?? error) : error;
  } finally {
    await agent.destroy();
  }
};

const endedByOther = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof errors.SocketError;
