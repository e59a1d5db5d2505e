import { FileText } from 'lucide-react';
import type { Message } from '../../../src/http/api.ts';
import { filesWithPages } from './files-with-pages.ts';
import { usePartnerDetails } from './use-partner-details.ts';

/** What a file is called, above its first page: beside pictures, which have no headings, a line. */
export const FileStart = ({
  message,
  page,
  as: Line = 'p',
}: {
  message: Message;
  page: number;
  as?: 'p' | 'h3';
}) => {
  const { data: details } = usePartnerDetails(message);
  const file = filesWithPages(details?.files ?? []).find(({ first }) => first === page);
  return (
    file && (
      <Line className="leaf__file">
        <FileText className="icon icon--small" aria-hidden />
        <bdi>{file.name}</bdi>
      </Line>
    )
  );
};
