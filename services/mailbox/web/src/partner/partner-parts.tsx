import type { Message, PartnerDetails } from '../../../src/http/api.ts';
import { Fact } from '../parts/fact.tsx';
import { Conversation } from './conversation.tsx';
import { usePartnerWords } from './partner-words.ts';
import { usePartnerDetails } from './use-partner-details.ts';

type Reference = PartnerDetails['references'][number];

/** A person or a case: what it is called, and its id under the list that it is of. */
const References = ({ name, all }: { name: string; all: readonly Reference[] }) =>
  all.length > 0 && (
    <Fact name={name}>
      {all.map(({ root, extension, label }) => (
        <span key={`${root} ${extension}`} className="partner__reference">
          <bdi>{label}</bdi>
          <span className="facts__second" title={root}>
            <bdi>{extension}</bdi>
          </span>
        </span>
      ))}
    </Fact>
  );

const doorOf = ({ carrier }: Message) =>
  carrier === 'sdk' || carrier === 'room' ? carrier : 'gateway';

/** What is known of a message of a partner besides its pages, and what else was said in its conversation. */
export const PartnerParts = ({ message }: { message: Message }) => {
  const own = usePartnerWords();
  const { data: details } = usePartnerDetails(message);
  const { partner } = message;
  if (!partner) return null;
  return (
    <>
      <section className="panel__part">
        <h3 className="panel__title">{own.title}</h3>
        <dl className="facts">
          <Fact name={own.organisation}>
            <bdi>{partner.organisation}</bdi>
          </Fact>
          <Fact name={own.function}>
            <bdi>{partner.function}</bdi>
          </Fact>
          <Fact name={own.door}>{own.doors[doorOf(message)]}</Fact>
          {details && (
            <>
              {details.kind === 'referral' && <Fact name={own.kind}>{own.referral}</Fact>}
              <Fact name={own.label}>
                <bdi>{details.label}</bdi>
              </Fact>
              <References name={own.writtenBy} all={details.senderPersons} />
              <References name={own.attention} all={details.recipientPersons} />
              <References name={own.references} all={details.references} />
            </>
          )}
          <Fact name={own.confidentiality}>
            {partner.confidential ? own.confidential : own.notConfidential}
          </Fact>
        </dl>
      </section>
      <section className="panel__part">
        <h3 className="panel__title">{own.conversation}</h3>
        <Conversation message={message} />
      </section>
    </>
  );
};
