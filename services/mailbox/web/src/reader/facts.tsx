import type { ReactNode } from 'react';
import type { Message } from '../../../src/http/api.ts';
import { fullTime } from '../time/format-time.ts';
import { useSession } from '../session.ts';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const PhoneNumber = ({ number }: { number: Message['from'] }) => (
  <>
    <bdi>{number.national}</bdi>
    {number.full !== number.national && (
      <span className="facts__second">
        <bdi>{number.full}</bdi>
      </span>
    )}
  </>
);

export const Facts = ({ message }: { message: Message }) => {
  const { me, words } = useSession();
  const { pages, integrity } = message;
  const announced = integrity?.announcedPages;
  return (
    <dl className="facts">
      <Fact name={words.reader.from}>
        {message.from.national ? <PhoneNumber number={message.from} /> : words.list.unknownSender}
      </Fact>
      <Fact name={words.reader.to}>
        <PhoneNumber number={message.to} />
      </Fact>
      {message.tsi && (
        <Fact name={words.reader.tsi}>
          <bdi>{message.tsi}</bdi>
          <span className="facts__hint">{words.reader.tsiHint}</span>
        </Fact>
      )}
      <Fact name={words.reader.received}>
        <time dateTime={message.receivedAt}>{fullTime(message.receivedAt, me)}</time>
      </Fact>
      <Fact name={words.reader.pages}>
        {pages === null
          ? words.list.noDocument
          : typeof announced === 'number'
            ? words.reader.pagesOf(pages, announced)
            : pages}
      </Fact>
      <Fact name={words.reader.carrier}>
        <bdi>{message.carrier}</bdi>
      </Fact>
      <Fact name={words.reader.carrierCopy}>{words.reader.carrierCopies[message.carrierCopy]}</Fact>
    </dl>
  );
};
