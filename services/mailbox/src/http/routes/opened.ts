import type { Events } from '../../events.ts';
import type { Granted, OpenRequest } from '../../use-cases/open-document.ts';

export interface OpenedDeps {
  /** Checks and audits; nothing is opened without what it gives. */
  readonly grant: (request: OpenRequest) => Promise<Granted>;
  readonly events: Pick<Events, 'openingGranted' | 'openingRefused'>;
}

/** What every route that lets plaintext out may answer instead. */
export const openingProblems = [
  'login-required',
  'not-found',
  'document-damaged',
  'audit-not-written',
] as const;

/** Grants first, then lets plaintext out; both are counted. */
export const opened = async <T>(
  { grant, events }: OpenedDeps,
  request: OpenRequest,
  release: (granted: Granted) => Promise<T>,
): Promise<T> => {
  try {
    const granted = await grant(request);
    const released = await release(granted);
    events.openingGranted(request.action);
    return released;
  } catch (error) {
    events.openingRefused(error);
    throw error;
  }
};
