import { Button } from 'react-aria-components';
import type { NearMiss } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { WithNumber } from '../parts/with-number.tsx';
import { useComposeWords } from './compose-words.ts';
import { useComposition, useWriting } from './use-composition.ts';

const Meant = ({ miss }: { miss: NearMiss }) => {
  const { nearMiss } = useComposeWords();
  const { writer } = useComposition();
  const { written } = useWriting();
  const { number, name, slip } = miss;
  const take = () => {
    writer.write({
      number: number.full,
      wishesFax: false,
      ...(name !== null && written.recipientName.trim() === '' && { recipientName: name }),
    });
    writer.settleNumber();
  };
  return (
    <div className="near-miss">
      <p>
        <WithNumber
          text={nearMiss.question(name ?? nearMiss.earlier, number.national)}
          number={number.national}
        />{' '}
        {nearMiss.slips[slip]}
      </p>
      <Button className="button button--small" onPress={take}>
        <WithNumber text={nearMiss.take(number.national)} number={number.national} />
      </Button>
    </div>
  );
};

/** "Did you mean NAME, NUMBER?": known numbers that the typed one is but for a slip of the hand. */
export const NearMissNotice = () => {
  const { draft, written } = useWriting();
  const isUnderstood = draft.to?.national === written.number;
  const misses = isUnderstood ? (draft.recipient?.nearMisses ?? []) : [];
  // The place that is listened to must be there before what is said in it.
  return (
    <div role="status">
      {misses.length > 0 && (
        <Notice tone="damaged">
          {misses.map((miss) => (
            <Meant key={miss.number.full} miss={miss} />
          ))}
        </Notice>
      )}
    </div>
  );
};
