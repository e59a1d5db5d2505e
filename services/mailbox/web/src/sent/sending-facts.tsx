import type { Sending } from '../../../src/http/api.ts';
import { Fact, PhoneNumber } from '../parts/fact.tsx';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { fullTime } from '../time/format-time.ts';
import { useSentWords } from './sent-words.ts';

/** What one needs to know to talk about it. */
export const SendingFacts = ({ sending }: { sending: Sending }) => {
  const { me, words } = useSession();
  const { facts: sent } = useSentWords();
  const { departmentId, replyTo } = sending;
  return (
    <section className="panel__part">
      <h3 className="panel__title">{words.reader.details}</h3>
      <dl className="facts">
        <Fact name={sent.to}>
          <PhoneNumber {...sending.to} />
        </Fact>
        <Fact name={sent.from}>
          <PhoneNumber {...sending.from} />
        </Fact>
        {replyTo && (
          <Fact name={sent.answers}>
            <RouteLink route={{ messageId: replyTo, departmentId, view: 'all' }}>
              {sent.showAnswered}
            </RouteLink>
          </Fact>
        )}
        <Fact name={sent.sent}>
          <time dateTime={sending.sentAt}>{fullTime(sending.sentAt, me)}</time>
        </Fact>
        <Fact name={sent.by}>
          <bdi>{sending.sentBy.name}</bdi>
        </Fact>
        <Fact name={sent.pages}>{sending.pages}</Fact>
        <Fact name={sent.code}>
          <bdi>{sending.code}</bdi>
          <span className="facts__hint">{sent.codeHint}</span>
        </Fact>
        <Fact name={sent.resolution}>{sent.resolutions[sending.resolution]}</Fact>
        {sending.delivery.carrier && (
          <Fact name={sent.carrier}>
            <bdi>{sending.delivery.carrier}</bdi>
          </Fact>
        )}
      </dl>
    </section>
  );
};
