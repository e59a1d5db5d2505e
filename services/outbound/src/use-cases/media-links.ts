import jwt from 'jsonwebtoken';
import { z } from 'zod';

import type { Clock } from '@kuvert/shared/clock';
import { asId, type DeliveryId } from '@kuvert/shared/ids';

/** As long as a carrier may take to begin; the delivery's own end is usually sooner. */
const seconds = 30 * 60;
const algorithm = 'HS256';
const issuer = 'kuvert-outbound';
const audience = 'media';

const Claims = z.object({ jti: z.uuid() });

export interface MediaLinks {
  /** Where the carrier fetches this delivery's document. */
  make(id: DeliveryId): string;
  /** The delivery that a live token of ours is for. */
  read(id: string, token: string): DeliveryId | undefined;
}

/**
 * Signed links that expire. The delivery stands in the path as well: a carrier that shows the link shows by it which
 * order it is. A link opens nothing by itself: the delivery must be under way.
 */
export const createMediaLinks = (origin: string, key: string, clock: Clock): MediaLinks => {
  const now = (): number => Math.floor(clock.now().getTime() / 1000);
  return {
    make: (id) => {
      const token = jwt.sign({ iat: now() }, key, {
        algorithm,
        issuer,
        audience,
        jwtid: id,
        expiresIn: seconds,
      });
      return `${origin}/media/${id}/${token}`;
    },
    read: (id, token) => {
      try {
        const options = {
          algorithms: [algorithm],
          issuer,
          audience,
          jwtid: id,
          clockTimestamp: now(),
          maxAge: seconds,
        } satisfies jwt.VerifyOptions;
        return asId<'delivery'>(Claims.parse(jwt.verify(token, key, options)).jti);
      } catch {
        return undefined;
      }
    },
  };
};
