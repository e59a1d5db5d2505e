import { EyeOff } from 'lucide-react';
import { Fragment } from 'react';
import type { TextPage } from '../../../src/http/api.ts';
import { useSession } from '../session.ts';

type Lines = TextPage['paragraphs'][number];
type Line = Lines[number];

/** Lines break where their writer broke them; words that the machine guessed carry a question mark. */
export const Paragraph = ({ lines }: { lines: Lines }) => (
  <p>
    {lines.map((line, index) => (
      <Fragment key={index}>
        {index > 0 && <br />}
        <LineView line={line} />
      </Fragment>
    ))}
  </p>
);

const LineView = ({ line }: { line: Line }) => {
  const { me, words } = useSession();
  if (line.kind === 'unread')
    return (
      <span className="text__unread" lang={me.locale}>
        <EyeOff className="icon icon--small" aria-hidden />
        {words.text.linesUnread(line.lines)}
      </span>
    );
  return line.pieces.map(({ text, sure }, index) => (
    <Fragment key={index}>
      {index > 0 && ' '}
      {sure ? text : <Unsure words={text.split(' ')} />}
    </Fragment>
  ));
};

/** Each word for itself, so that one sees which it is; the mark isn't copied. */
const Unsure = ({ words }: { words: readonly string[] }) =>
  words.map((word, index) => (
    <Fragment key={index}>
      {index > 0 && ' '}
      <span className="text__unsure">
        {word}
        <span className="text__guess">?</span>
      </span>
    </Fragment>
  ));
