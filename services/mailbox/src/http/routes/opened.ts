import type { Events } from '../../events.ts';
import type { AuditAction } from '../../store/audit.ts';
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
export const opened = <T>(
  deps: OpenedDeps,
  request: OpenRequest,
  release: (granted: Granted) => Promise<T>,
): Promise<T> => counted(deps, request.action, async () => release(await deps.grant(request)));

/** Counts an opening, and what refused it. */
export const counted = async <T>(
  { events }: Pick<OpenedDeps, 'events'>,
  action: AuditAction,
  open: () => Promise<T>,
): Promise<T> => {
  try {
    const released = await open();
    events.openingGranted(action);
    return released;
  } catch (error) {
    events.openingRefused(error);
    throw error;
  }
};
