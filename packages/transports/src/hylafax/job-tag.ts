import { asId, isUuid, type DeliveryId } from '@kuvert/shared/ids';

const prefix = 'kuvert:';

/** Our send id as HylaFAX keeps it with the job (JOBINFO): so a job says whose it is, whatever became of the answer. */
export const jobTag = (id: DeliveryId): string => `${prefix}${id}`;

/** The delivery of a tag; undefined for jobs of others. */
export const deliveryOfTag = (tag: string): DeliveryId | undefined => {
  const id = tag.startsWith(prefix) ? tag.slice(prefix.length) : '';
  return isUuid(id) ? asId<'delivery'>(id) : undefined;
};

/** A host's job numbers begin anew when its counter is lost, and every host has its own: the send id makes it one name. */
export const faxIdOf = (job: string, id: DeliveryId): string => `${job}-${id}`;
