import { Paperclip } from 'lucide-react';
import { useId } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { ArrivingRow } from './arriving-row.tsx';
import { AttachmentRow } from './attachment-row.tsx';
import type { Trouble } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { acceptedTypes } from './file-problem.ts';
import { useAddFiles } from './use-add-files.ts';
import { useArriving, useWriting } from './use-composition.ts';

/** The files in the order in which they will be faxed, and those on their way. */
export const Attachments = ({ trouble }: { trouble: Trouble | null }) => {
  const compose = useComposeWords();
  const { attachments } = useWriting().draft;
  const arriving = useArriving();
  const addFiles = useAddFiles();
  const labelId = useId();
  return (
    <div className="field" role="group" aria-labelledby={labelId}>
      <span id={labelId} className="field__label">
        {compose.attachments}
      </span>
      {attachments.length > 0 && (
        <ol className="files">
          {attachments.map((attachment, index) => (
            <AttachmentRow
              key={attachment.id}
              attachment={attachment}
              index={index}
              problem={trouble?.attachmentId === attachment.id ? trouble.code : null}
            />
          ))}
        </ol>
      )}
      {arriving.length > 0 && (
        <ul className="files">
          {arriving.map((file) => (
            <ArrivingRow key={file.id} arriving={file} />
          ))}
        </ul>
      )}
      <FileTrigger allowsMultiple acceptedFileTypes={acceptedTypes} onSelect={addFiles.fromPicker}>
        <Button className="button files__add">
          <Paperclip className="icon" aria-hidden />
          {compose.attach}
        </Button>
      </FileTrigger>
      <p className="field__hint">{compose.attachHint}</p>
    </div>
  );
};
