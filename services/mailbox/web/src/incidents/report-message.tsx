import type { Message } from '../../../src/http/api.ts';
import { useSession } from '../session.ts';
import { ReportDialog } from './report-dialog.tsx';
import { useReportMessage } from './use-report-sending.ts';

/** Asks how it was noticed that a received fax came here by mistake, and reports it. */
export const ReportMessage = ({ message, onClose }: { message: Message; onClose: () => void }) => {
  const { words } = useSession();
  const { isPending, report } = useReportMessage(message);
  return (
    <ReportDialog
      direction="in"
      number={message.from.national || words.list.unknownSender}
      isPending={isPending}
      onReport={report}
      onClose={onClose}
    />
  );
};
