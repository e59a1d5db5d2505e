import { WifiOff } from 'lucide-react';
import { shortTime } from '../time/format-time.ts';
import { useSession } from '../session.ts';

/** Says plainly that contact is lost, and how old what one sees is. */
export const Connection = ({ lostSince }: { lostSince: Date | null }) => {
  const { me, words, now } = useSession();
  return (
    <div role="status" className={lostSince ? 'connection' : 'unseen'}>
      {lostSince && (
        <>
          <WifiOff className="icon icon--small" aria-hidden />
          <span>{words.live.offline}</span>
          <span className="connection__since">
            {words.live.offlineSince(shortTime(lostSince.toISOString(), now, me))}
          </span>
        </>
      )}
    </div>
  );
};
