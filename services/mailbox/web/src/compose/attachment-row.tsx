import { ArrowDown, ArrowUp, FileImage, FileText, X } from 'lucide-react';
import type { Attachment } from '../../../src/http/api.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { sizeOf } from '../parts/size-of.ts';
import { useSession } from '../session.ts';
import { languageTags } from '../words/words.ts';
import { problemWords } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { useAttachmentActs } from './use-attachment-acts.ts';

const small = 'button button--quiet button--small button--icon';

/** One file of the fax: its place among the others, and the way out. */
export const AttachmentRow = ({
  attachment,
  index,
  problem,
}: {
  attachment: Attachment;
  index: number;
  problem: string | null;
}) => {
  const { me, words } = useSession();
  const compose = useComposeWords();
  const { count, move, remove } = useAttachmentActs();
  const { name, mediaType, size } = attachment;
  const Icon = mediaType.startsWith('image/') ? FileImage : FileText;
  return (
    <li className="file">
      <div className="file__line">
        <Icon className="icon" aria-hidden />
        <bdi className="file__name" title={name}>
          {name}
        </bdi>
        <span className="file__size">{sizeOf(size, languageTags[me.locale])}</span>
        {count > 1 && (
          <>
            <IconButton
              icon={ArrowUp}
              word={compose.moveUp(name)}
              className={small}
              isDisabled={index === 0}
              onPress={() => move(attachment, index - 1)}
            />
            <IconButton
              icon={ArrowDown}
              word={compose.moveDown(name)}
              className={small}
              isDisabled={index === count - 1}
              onPress={() => move(attachment, index + 1)}
            />
          </>
        )}
        <IconButton
          icon={X}
          word={compose.remove(name)}
          className={small}
          onPress={() => remove(attachment)}
        />
      </div>
      {problem && (
        <p className="field__error" role="alert">
          {problemWords(problem, compose, words)}
        </p>
      )}
    </li>
  );
};
