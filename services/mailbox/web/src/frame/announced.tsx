import { loadAnnounced } from './parts-loaded-later.ts';
import { usePart } from './use-part.ts';

/** What the person's departments are told, over everything else until it has been seen. */
export const Announced = () => {
  const { data: part } = usePart('announced', loadAnnounced);
  return part && <part.AnnouncedBanner />;
};
