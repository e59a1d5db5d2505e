import jwt from 'jsonwebtoken';
import { z } from 'zod';

import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';

import { DownloadPurpose } from '#api';

/** What a link is good for: one document, one purpose, one session. */
const Link = z.object({
  session: z.string(),
  messageId: z.uuid(),
  documentId: z.uuid(),
  purpose: DownloadPurpose,
});
export type Link = z.infer<typeof Link>;

/** `document`: the link that was asked for. `page`: the pictures of a printed page, which load after it. */
export type LinkUse = 'document' | 'page';

const seconds = { document: 60, page: 600 } as const satisfies Record<LinkUse, number>;
const algorithm = 'HS256';
const issuer = 'kuvert-mailbox';

export interface Links {
  make(link: Link, use: LinkUse): string;
  /** @throws KuvertError `download-expired` for everything but a live link of this session */
  read(token: string, use: LinkUse, session: string): Link;
}

/** Short-lived signed links. They allow nothing by themselves: session and department are checked again. */
export const createLinks = (key: string, clock: Clock): Links => {
  const now = (): number => Math.floor(clock.now().getTime() / 1000);
  return {
    make: (link, use) =>
      jwt.sign({ ...link, iat: now() }, key, {
        algorithm,
        issuer,
        audience: use,
        expiresIn: seconds[use],
      }),
    read: (token, use, session) => {
      const link = verify(token, key, use, now());
      if (link?.session !== session)
        throw new KuvertError('download-expired', 'the link works for a minute, where it was made');
      return link;
    },
  };
};

const verify = (token: string, key: string, use: LinkUse, now: number): Link | undefined => {
  try {
    return Link.parse(
      jwt.verify(token, key, {
        algorithms: [algorithm],
        issuer,
        audience: use,
        clockTimestamp: now,
        maxAge: seconds[use],
      }),
    );
  } catch {
    return undefined;
  }
};
