import { KuvertError } from '@kuvert/shared/errors';

import type { IngestEvents } from '../events.ts';

export interface IntakeDoorDeps {
  /** Whether the unassigned department has a member who can take care of what comes. */
  readonly isAttended: () => Promise<boolean>;
  readonly events: Pick<IngestEvents, 'intakeOpened' | 'intakeClosed' | 'leftUnattended'>;
}

/**
 * Whether this process takes anything in. Closed until the unassigned department has somebody who can take care of its faxes:
 * senders and carriers keep theirs until then. Once open it stays so: whoever leaves later must not make a running house
 * refuse what is official from the moment that it reaches us, so that is told loudly instead.
 */
export interface IntakeDoor {
  isOpen(): Promise<boolean>;
  /** @throws KuvertError `intake-closed` */
  pass(): Promise<void>;
  /** Looks again, also while it is open: whoever is gone is told of. */
  look(): Promise<void>;
}

export const createIntakeDoor = ({ isAttended, events }: IntakeDoorDeps): IntakeDoor => {
  let open = false;
  let attended: boolean | undefined;
  /** However many ask at once, the database is asked once. */
  let looking: Promise<void> | undefined;

  const lookAnew = async (): Promise<void> => {
    const before = attended;
    attended = await isAttended();
    open ||= attended;
    if (attended === before) return;
    if (attended) events.intakeOpened();
    else if (open) events.leftUnattended();
    else events.intakeClosed();
  };
  const look = (): Promise<void> =>
    (looking ??= lookAnew().finally(() => {
      looking = undefined;
    }));
  const isOpen = async (): Promise<boolean> => {
    if (!open) await look();
    return open;
  };
  return {
    isOpen,
    look,
    pass: async () => {
      if (!(await isOpen()))
        throw new KuvertError(
          'intake-closed',
          'nothing is taken in until somebody takes care of unassigned faxes: come again',
        );
    },
  };
};
