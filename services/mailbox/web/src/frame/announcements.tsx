import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

export const Announcements = () => {
  const { announcer } = useServices();
  const sentence = useSyncExternalStore(announcer.subscribe, announcer.latest);
  return (
    <div role="status" className="unseen">
      {sentence}
    </div>
  );
};
