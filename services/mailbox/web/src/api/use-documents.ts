import type { Document, Message } from '../../../src/http/api.ts';
import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { problemSentence } from './problem-sentence.ts';

/** Downloads and prints; each asks first for a link, so that it is audited before a byte leaves. */
export const useDocuments = () => {
  const { api, toasts } = useServices();
  const { words } = useSession();
  const withLink = async (
    message: Message,
    document: Document,
    purpose: 'download' | 'print',
    use: (url: string) => void,
  ) => {
    try {
      use(await api.download(message.id, document.id, purpose));
    } catch (error) {
      toast(toasts, { text: problemSentence(error, words) });
    }
  };
  return {
    download: (message: Message, document: Document) =>
      void withLink(message, document, 'download', (url) => location.assign(url)),
    print: (message: Message, document: Document) =>
      void withLink(message, document, 'print', (url) => window.open(url, '_blank', 'noopener')),
  };
};
