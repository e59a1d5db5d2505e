import {
  Ban,
  FileDown,
  PhoneOutgoing,
  RefreshCw,
  ShieldAlert,
  Undo2,
  UserRoundCheck,
  UserRoundX,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Sending } from '../../../src/http/api.ts';
import { receiptUrl } from '../api/sending-api.ts';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { saveFrom } from '../parts/save-from.ts';
import { ReportDialog } from '../incidents/report-dialog.tsx';
import { useIncidentWords } from '../incidents/incident-words.ts';
import { useReportSending } from '../incidents/use-report-sending.ts';
import { ActDialog, type AskingAct } from './act-dialog.tsx';
import { useSendingActs } from './use-sending-acts.ts';
import { recipientOf } from './recipient-of.ts';
import { useSentWords } from './sent-words.ts';

interface Act {
  readonly id: string;
  readonly word: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** What the person who looks may do now; the server says what that is. */
export const SendingActs = ({ sending }: { sending: Sending }) => {
  const sent = useSentWords();
  const [asking, setAsking] = useState<AskingAct | null>(null);
  const { undo, cancel, tryNow, isPending, act } = useSendingActs(sending);
  const mayHandle = useMayHandle();
  const [isReporting, setReporting] = useState(false);
  const reporting = useReportSending(sending);
  const { report: reportWords } = useIncidentWords();
  const { can, delivery, deliveries, incident } = sending;
  const hasLeft = deliveries.some(({ submittedAt }) => submittedAt !== null);
  const isUnsure = delivery.state === 'unknown';
  const hasEnded = ['delivered', 'failed', 'unknown'].includes(delivery.state);
  const ask = (kind: AskingAct) => () => setAsking(kind);
  const again: Act = {
    id: 'again',
    word: isUnsure ? sent.sendAgainUnsure : sent.sendAgain,
    icon: RefreshCw,
    run: ask('again'),
  };
  const acts: readonly (Act | false)[] = [
    can.undo && { id: 'undo', word: sent.undo, icon: Undo2, run: undo },
    can.tryNow && { id: 'now', word: sent.tryNow, icon: PhoneOutgoing, run: tryNow },
    can.cancel && { id: 'cancel', word: sent.cancel, icon: Ban, run: cancel },
    can.sendAgain && !isUnsure && again,
    can.resolve && {
      id: 'arrived',
      word: sent.markArrived,
      icon: UserRoundCheck,
      run: ask('arrived'),
    },
    can.resolve && { id: 'failed', word: sent.markFailed, icon: UserRoundX, run: ask('failed') },
    // Nobody knows: one finds out first.
    can.sendAgain && isUnsure && again,
    hasEnded && {
      id: 'receipt',
      word: sent.receipt,
      icon: FileDown,
      run: () => saveFrom(receiptUrl(sending.id)),
    },
    hasLeft &&
      incident === null && {
        id: 'wrong',
        word: reportWords.verb,
        icon: ShieldAlert,
        run: () => setReporting(true),
      },
  ];
  const offered = acts.filter(
    (each) => each !== false && (mayHandle || each.id === 'receipt'),
  ) as readonly Act[];
  if (offered.length === 0) return null;
  return (
    <div className="notice__actions">
      {offered.map(({ id, word, icon: Icon, run }) => (
        <Button
          key={id}
          className="button button--small handling"
          data-pending={isPending || undefined}
          onPress={run}
        >
          <Icon className="icon icon--small" aria-hidden />
          {word}
        </Button>
      ))}
      {isReporting && (
        <ReportDialog
          direction="out"
          number={recipientOf(sending)}
          isPending={reporting.isPending}
          onReport={reporting.report}
          onClose={() => setReporting(false)}
        />
      )}
      {asking && (
        <ActDialog
          asking={asking}
          isUnsure={isUnsure}
          number={recipientOf(sending)}
          isPending={isPending}
          onAct={(reason) => act(asking, reason, () => setAsking(null))}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
};
