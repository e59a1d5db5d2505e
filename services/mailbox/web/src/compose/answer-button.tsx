import { Reply } from 'lucide-react';
import { Button } from 'react-aria-components';
import { WithTooltip } from '../parts/icon-button.tsx';
import { useSession } from '../session.ts';

/** One gesture from a received fax to its answer. */
export const AnswerButton = ({
  isPending,
  onAnswer,
}: {
  isPending: boolean;
  onAnswer: () => void;
}) => {
  const word = useSession().words.sending.answer;
  return (
    <WithTooltip word={word}>
      <Button
        className="button answer"
        aria-label={word}
        data-pending={isPending || undefined}
        onPress={onAnswer}
      >
        <Reply className="icon" aria-hidden />
        <span className="button__word">{word}</span>
      </Button>
    </WithTooltip>
  );
};
