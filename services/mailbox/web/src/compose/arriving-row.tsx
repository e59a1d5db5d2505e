import { FileUp, FileX, RefreshCw, X } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useSession } from '../session.ts';
import { problemWords } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { canTryAgain } from './file-problem.ts';
import type { Arriving } from './uploads.ts';
import { useComposition } from './use-composition.ts';

const small = 'button button--quiet button--small button--icon';

/** A file on its way: how far it has come, or why it can't. */
export const ArrivingRow = ({ arriving }: { arriving: Arriving }) => {
  const { words } = useSession();
  const compose = useComposeWords();
  const { uploads } = useComposition();
  const { id, file, state, part, problem } = arriving;
  const isFailed = state === 'failed';
  const percent = Math.round(100 * part);
  const Icon = isFailed ? FileX : FileUp;
  return (
    <li className="file">
      <div className="file__line">
        <Icon className={`icon${isFailed ? ' file__icon--failed' : ''}`} aria-hidden />
        <bdi className="file__name" title={file.name}>
          {file.name}
        </bdi>
        {!isFailed && (
          <span className="file__size">
            {state === 'waiting' ? compose.waiting : compose.percent(percent)}
          </span>
        )}
        {problem && canTryAgain(problem) && (
          <IconButton
            icon={RefreshCw}
            word={compose.again(file.name)}
            className={small}
            onPress={() => uploads.again(id)}
          />
        )}
        <IconButton
          icon={X}
          word={isFailed ? compose.remove(file.name) : compose.stop(file.name)}
          className={small}
          onPress={() => uploads.remove(id)}
        />
      </div>
      {isFailed ? (
        <p className="field__error" role="alert">
          {problemWords(problem ?? 'unexpected', compose, words)}
        </p>
      ) : (
        <progress
          className="file__bar"
          aria-label={compose.uploading(file.name)}
          max={100}
          value={percent}
        />
      )}
    </li>
  );
};
