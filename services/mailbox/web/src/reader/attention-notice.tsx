import { useMutation } from '@tanstack/react-query';
import { Download, RefreshCw } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Message } from '../../../src/http/api.ts';
import { useDocuments } from '../api/use-documents.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { Notice } from '../parts/notice.tsx';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { canFetchAgain } from './can-fetch-again.ts';

/** Why it could not be filed as an ordinary fax, that nothing is lost, and what to do. */
export const AttentionNotice = ({ message }: { message: Message }) => {
  const { api, toasts } = useServices();
  const { words } = useSession();
  const { download } = useDocuments();
  const tellProblem = useTellProblem();
  const mayHandle = useMayHandle();
  const again = useMutation({
    mutationFn: () => api.fetchAgain(message.id),
    onSuccess: () => toast(toasts, { text: words.done.fetchAgain }),
    onError: tellProblem,
  });
  const { attention: reason, errorText } = message;
  if (!reason) return null;
  const original = message.documents.find(({ kind }) => kind === 'original');
  const { what, todo } = words.attentionReasons[reason];
  return (
    <Notice tone="attention">
      <p className="notice__what">{what}</p>
      <p>{original ? words.reader.nothingLost : words.reader.noBytes}</p>
      <p>{todo}</p>
      {errorText && (
        <p className="notice__quote" tabIndex={0}>
          {words.reader.carrierSays} <bdi>{errorText}</bdi>
        </p>
      )}
      <div className="notice__actions">
        {mayHandle && canFetchAgain(reason) && (
          <Button
            className="button button--small"
            data-pending={again.isPending || undefined}
            onPress={() => {
              if (!again.isPending) again.mutate();
            }}
          >
            <RefreshCw className="icon icon--small" aria-hidden />
            {words.actions.fetchAgain}
          </Button>
        )}
        {original && (
          <Button className="button button--small" onPress={() => download(message, original)}>
            <Download className="icon icon--small" aria-hidden />
            {words.actions.downloadOriginal}
          </Button>
        )}
      </div>
    </Notice>
  );
};
