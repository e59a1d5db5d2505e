import type { RawRequest } from '@kuvert/shared/ports/transport';

import { deliveryId } from './outbound-contract.ts';
import { factLines, hylafaxPost, now } from './signed-requests.ts';

/** A notice that `infra/hylafax/notify` posts, with this body. */
export const signedNotice = (body: Uint8Array, at = now): RawRequest => ({
  ...hylafaxPost(body, { at }),
  target: `/callbacks/hylafax/${deliveryId}`,
});

/** What the hook tells of a job that had to wait and then succeeded. */
export const hylafaxNotices = (faxId: string, at = now): readonly RawRequest[] => {
  const [jobid = ''] = faxId.split('-');
  const tell = (facts: Readonly<Record<string, string>>): RawRequest =>
    signedNotice(
      Buffer.from(
        `${factLines({ host: 'fax1', jobid, jobtag: `kuvert:${deliveryId}`, ...facts })}\n`,
      ),
      at,
    );
  return [
    tell({ why: 'blocked', status: 'Blocked by concurrent calls', statuscode: '337' }),
    tell({ why: 'done', npages: '2', totpages: '2', totdials: '1' }),
  ];
};
