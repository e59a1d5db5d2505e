import { LoaderCircle } from 'lucide-react';
import { useSession } from '../session.ts';
import { useReading } from './use-text.ts';

/** The machine reads, or will: how far it has come, as soon as it says. */
export const TextPending = ({ messageId }: { messageId: string }) => {
  const { words } = useSession();
  const reading = useReading(messageId);
  return (
    <div className="text__sheet text__waiting" role="status">
      <LoaderCircle className="icon turning" aria-hidden />
      <div>
        <p>{words.text.pending}</p>
        {reading && <p>{words.text.progress(reading.done, reading.pages)}</p>}
        <p className="text__soft">{words.text.pageMeanwhile}</p>
      </div>
    </div>
  );
};
