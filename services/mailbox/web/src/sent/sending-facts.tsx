import { isToPartner } from '@kuvert/shared/routing/address';
import type { Sending } from '../../../src/http/api.ts';
import { Fact, PhoneNumber } from '../parts/fact.tsx';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { fullTime } from '../time/format-time.ts';
import { actorName } from '../words/actor-name.ts';
import { useSentWords } from './sent-words.ts';
import { waySentence } from './way-sentence.ts';

/** What one needs to know to talk about it. */
export const SendingFacts = ({ sending }: { sending: Sending }) => {
  const { me, words } = useSession();
  const sentWords = useSentWords();
  const { facts: sent } = sentWords;
  const way = waySentence(sending.way, sentWords);
  const { departmentId, replyTo } = sending;
  const name = sending.way.department ?? sending.way.partner;
  return (
    <section className="panel__part">
      <h3 className="panel__title">{words.reader.details}</h3>
      <dl className="facts">
        <Fact name={sent.to}>
          {name !== null && <bdi className="facts__name">{name}</bdi>}
          <PhoneNumber {...sending.to} />
        </Fact>
        {way !== null && <Fact name={sentWords.way.name}>{way}</Fact>}
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
          <bdi>{actorName(sending.sentBy)}</bdi>
        </Fact>
        {sending.reference !== null && (
          <Fact name={sent.reference}>
            <bdi>{sending.reference}</bdi>
          </Fact>
        )}
        <Fact name={sent.pages}>{sending.pages}</Fact>
        <Fact name={sent.code}>
          <bdi>{sending.code}</bdi>
          <span className="facts__hint">{sent.codeHint}</span>
        </Fact>
        <Fact name={sent.resolution}>{sent.resolutions[sending.resolution]}</Fact>
        {!isToPartner(sending.way.channel) && sending.delivery.carrier && (
          <Fact name={sent.carrier}>
            <bdi>{sending.delivery.carrier}</bdi>
          </Fact>
        )}
      </dl>
    </section>
  );
};
