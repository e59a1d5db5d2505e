import type { Document, Message } from '../../../src/http/api.ts';
import { saveFrom } from '../parts/save-from.ts';
import { useServices } from '../services.ts';
import { useTellProblem } from './use-tell-problem.ts';

/** Downloads and prints; each asks first for a link, so that it is audited before a byte leaves. */
export const useDocuments = () => {
  const { api } = useServices();
  const tellProblem = useTellProblem();
  const withLink = async (
    message: Message,
    document: Document,
    purpose: 'download' | 'print',
    use: (url: string) => void,
  ) => {
    try {
      use(await api.download(message.id, document.id, purpose));
    } catch (error) {
      tellProblem(error);
    }
  };
  return {
    download: (message: Message, document: Document) =>
      void withLink(message, document, 'download', saveFrom),
    print: (message: Message, document: Document) =>
      void withLink(message, document, 'print', (url) => window.open(url, '_blank', 'noopener')),
  };
};
