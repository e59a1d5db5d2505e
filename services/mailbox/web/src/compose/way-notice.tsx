import { Button } from 'react-aria-components';
import type { Channel } from '@kuvert/shared/routing/address';
import type { DraftWay } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import type { ComposeWords } from '../words/compose-en.ts';
import { useComposeWords } from './compose-words.ts';
import { useComposition } from './use-composition.ts';
import { useWay } from './use-way.ts';

const Wish = ({ wishesFax }: { wishesFax: boolean }) => {
  const { way: words } = useComposeWords();
  const { writer } = useComposition();
  return (
    <div className="notice__actions">
      <Button className="button button--small" onPress={() => writer.write({ wishesFax })}>
        {wishesFax ? words.faxInstead : words.sendSecurely}
      </Button>
    </div>
  );
};

/** Whom it reaches otherwise than by fax; null where nobody is known. */
const nameOf = (way: DraftWay, words: ComposeWords['way']): string | null => {
  const { department, partner } = way;
  if (department !== null) return words.inHouse(department);
  if (partner === null) return null;
  const channel = way.kind === 'chosen' ? way.channel : 'gateway';
  if (channel === 'room') return words.room(partner);
  return channel === 'sdk' ? words.bySdk(partner) : words.partner(partner);
};

/** How it gets there where it isn't faxed. */
const goesBy = (channel: Channel, words: ComposeWords['way']): string => {
  switch (channel) {
    case 'sdk':
      return words.sentBySdk;
    case 'gateway':
      return words.ready;
    case 'room':
      return words.inRoom;
    case 'department':
    case 'fax':
      return words.secure;
  }
};

const Said = ({ way }: { way: DraftWay }) => {
  const { way: words } = useComposeWords();
  const name = nameOf(way, words);
  const who = name !== null && (
    <p className="notice__what">
      <bdi>{name}</bdi>
    </p>
  );
  if (way.kind === 'refused')
    return (
      <Notice tone="failed">
        {who}
        <p>{name === null ? words.refused[way.refusal] : words.noFax}</p>
        {name !== null && <Wish wishesFax={false} />}
      </Notice>
    );
  switch (way.reason) {
    case 'secure-address':
      return (
        <Notice tone="secure">
          {who}
          <p>{goesBy(way.channel, words)}</p>
          {way.mayFax && <Wish wishesFax />}
        </Notice>
      );
    case 'fax-chosen':
      return (
        <Notice tone="damaged">
          {who}
          <p>{words.faxed}</p>
          <Wish wishesFax={false} />
        </Notice>
      );
    case 'no-secure-address':
      return null;
  }
};

/** Whom it goes to where that isn't a fax machine outside, and by which channel; or why it may not go. */
export const WayNotice = () => {
  const way = useWay();
  // The place that is listened to must be there before what is said in it.
  return <div role="status">{way && <Said way={way} />}</div>;
};
