import type { Message } from '../../../src/http/api.ts';
import { Fact, PhoneNumber } from '../parts/fact.tsx';
import { RouteLink } from '../route/route-link.tsx';
import { fullTime } from '../time/format-time.ts';
import { useSession } from '../session.ts';

export const Facts = ({ message }: { message: Message }) => {
  const { me, words, view } = useSession();
  const { pages, integrity } = message;
  const announced = integrity?.announcedPages;
  const { fromDepartment, partner } = message;
  const isFax = fromDepartment === null && partner === null;
  const name = fromDepartment ?? partner?.organisation;
  return (
    <dl className="facts">
      <Fact name={words.reader.from}>
        {name !== undefined && <bdi className="facts__name">{name}</bdi>}
        {partner && <bdi className="facts__name">{partner.function}</bdi>}
        {message.from.national ? <PhoneNumber {...message.from} /> : words.list.unknownSender}
        {isFax && message.from.full.startsWith('+') && (
          <RouteLink
            className="facts__act"
            route={{
              messageId: null,
              departmentId: message.departmentId,
              view,
              outgoing: { kind: 'contacts', contactId: null, from: message.id },
            }}
          >
            {words.sending.saveContact}
          </RouteLink>
        )}
      </Fact>
      <Fact name={words.reader.to}>
        <PhoneNumber {...message.to} />
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
      {isFax && (
        <>
          <Fact name={words.reader.carrier}>
            <bdi>{message.carrier}</bdi>
          </Fact>
          <Fact name={words.reader.carrierCopy}>
            {words.reader.carrierCopies[message.carrierCopy]}
          </Fact>
        </>
      )}
    </dl>
  );
};
