import type { Department } from '../../../src/http/api.ts';
import { loadAnnounced } from './parts-loaded-later.ts';
import { usePart } from './use-part.ts';

/** What the person's departments are told, and into which they look; over everything else. */
export const Announced = ({ glass }: { glass: Department | undefined }) => {
  const { data: part } = usePart('announced', loadAnnounced);
  return part && <part.AnnouncedBanner glass={glass} />;
};
