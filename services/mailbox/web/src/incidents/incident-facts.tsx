import type { Incident } from '../../../src/http/api.ts';
import { Fact, PhoneNumber } from '../parts/fact.tsx';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { fullTime } from '../time/format-time.ts';
import { documentName } from './document-name.ts';
import { useIncidentWords } from './incident-words.ts';

/** What one needs to know to talk about it, or to fill in the authority's form. */
export const IncidentFacts = ({ incident, code }: { incident: Incident; code: string | null }) => {
  const { me, words: all } = useSession();
  const words = useIncidentWords();
  const { facts } = words;
  const { departmentId, messageId, sendingId, documents } = incident;
  const route = sendingId
    ? ({
        messageId: null,
        outgoing: { kind: 'sent', show: 'all', sendingId },
      } as const)
    : { messageId };
  return (
    <section className="panel__part">
      <h3 className="panel__title">{facts.title}</h3>
      <dl className="facts">
        <Fact name={facts.number}>
          {incident.number.national ? <PhoneNumber {...incident.number} /> : all.list.unknownSender}
        </Fact>
        <Fact name={facts.fax}>
          <RouteLink route={{ ...route, departmentId, view: 'all' }}>{facts.showFax}</RouteLink>
        </Fact>
        {code && <Fact name={words.code.label}>{code}</Fact>}
        {incident.pages !== null && <Fact name={facts.pages}>{incident.pages}</Fact>}
        <Fact name={facts.noticed}>
          <time dateTime={incident.noticedAt}>{fullTime(incident.noticedAt, me)}</time>
          <span className="facts__second">{words.how[incident.how]}</span>
        </Fact>
        <Fact name={facts.reported}>
          <time dateTime={incident.reportedAt}>{fullTime(incident.reportedAt, me)}</time>
          <span className="facts__second">
            <bdi>{incident.reportedBy.name}</bdi>
          </span>
        </Fact>
        {documents.map((document) => (
          <Fact key={document.sha256 + document.kind} name={documentName(document, words)}>
            <code>{document.sha256}</code>
          </Fact>
        ))}
      </dl>
    </section>
  );
};
