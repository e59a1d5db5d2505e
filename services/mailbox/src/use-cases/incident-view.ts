import { openText } from '@kuvert/platform/vault/sealed-text';

import type { Incident, IncidentAct } from '#api';
import type { SealedAct, SealedIncident } from '../store/incidents.ts';
import { identityOf, type DraftViewDeps } from './draft-view.ts';

type OpenNoteDeps = Pick<DraftViewDeps, 'keys'>;

/** The incident as its department reads it. @throws KuvertError `key-missing`, `key-locked`, `document-damaged` */
export const openIncident = async (
  deps: OpenNoteDeps,
  incident: SealedIncident,
): Promise<Incident> => ({
  ...incident,
  acts: await Promise.all(incident.acts.map((act) => openAct(deps, act))),
});

const openAct = async (
  deps: OpenNoteDeps,
  { note, wrapped, ...act }: SealedAct,
): Promise<IncidentAct> => ({
  ...act,
  note: note === null ? null : await openText(note, await identityOf(deps, wrapped)),
});
