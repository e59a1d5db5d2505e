import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type {
  CarrierCall,
  CarrierCallBody,
  CarrierCallOptions,
  CarrierCallOutcome,
} from '@kuvert/shared/ports/carrier-call';
import { fetch } from 'undici';
import { agentFor, authorization, checkedAddress, checkedUrl } from './guard.ts';
import type { GuardOptions } from './guard.ts';
import { readBounded } from './read-bounded.ts';
import { untilAborted } from './until-aborted.ts';

/** `waiting`: no connection yet; `sent`: it stands, so bytes may be on their way; `over`: whoever called was told. */
type Stage = 'waiting' | 'sent' | 'over';

/** Makes the call by which orders are handed to a carrier; see the port for what it promises. */
export const createCarrierCall =
  (guard: GuardOptions): CarrierCall =>
  async (address, options) => {
    let stage: Stage = 'waiting';
    const deadline = AbortSignal.timeout(options.deadlineMs);
    const mayUse = (): boolean => {
      if (stage !== 'waiting') return false;
      stage = 'sent';
      return true;
    };
    try {
      return await untilAborted(post(address, guard, options, deadline, mayUse), deadline);
    } catch (error) {
      const code = deadline.aborted ? 'fetch-too-slow' : safeCode(error);
      return wasSent(stage) ? { kind: 'unanswered', code } : { kind: 'not-sent', code };
    } finally {
      // a connection that stands only now must not carry the request any more
      stage = 'over';
    }
  };

/** Read through a function: the compiler doesn't see that a callback has set it. */
const wasSent = (stage: Stage): boolean => stage === 'sent';

const post = async (
  address: string,
  guard: GuardOptions,
  { body, credentials, maxBytes }: CarrierCallOptions,
  signal: AbortSignal,
  mayUse: () => boolean,
): Promise<CarrierCallOutcome> => {
  const url = checkedUrl(address, guard);
  const written = writtenBody(body);
  const agent = agentFor(await checkedAddress(url, guard), guard, mayUse);
  try {
    const response = await fetch(url, {
      method: 'POST',
      signal,
      dispatcher: agent,
      redirect: 'manual',
      headers: {
        authorization: authorization(credentials),
        'content-type': written.type,
        accept: 'application/json',
        'accept-encoding': 'identity',
      },
      body: written.text,
    });
    const bytes = await readBounded(response, maxBytes);
    return { kind: 'answered', status: response.status, bytes };
  } finally {
    await agent.destroy();
  }
};

const writtenBody = (body: CarrierCallBody): { readonly type: string; readonly text: string } =>
  body.kind === 'form'
    ? {
        type: 'application/x-www-form-urlencoded',
        text: new URLSearchParams(body.fields).toString(),
      }
    : { type: 'application/json', text: JSON.stringify(body.value) };

/** Ours, or the connection's (`ECONNREFUSED`, `UND_ERR_SOCKET`): never a text of the other side. */
const safeCode = (error: unknown): string => {
  if (error instanceof KuvertError) return error.code;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = codeOf(cause);
  return /^[\w-]{1,64}$/.test(code) ? code : 'internal';
};
