import type { ReactNode } from 'react';
import type { Message } from '../../../src/http/api.ts';
import { Timeline } from '../parts/timeline.tsx';
import { useSession } from '../session.ts';
import { timelineWordsFor } from '../words/timeline-words.ts';
import { ConcernPart } from './concern-part.tsx';
import { RestrictionPart } from '../restriction/restriction-part.tsx';
import { Facts } from './facts.tsx';
import { integritySentences } from './integrity-sentences.ts';
import { messageTimeline, ownEntries } from './message-timeline.ts';
import { Later } from './later.tsx';
import { ReportButton } from './report-button.tsx';

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="panel__part">
    <h3 className="panel__title">{title}</h3>
    {children}
  </section>
);

/** What is known beside the pages. */
export const SidePanel = ({ message }: { message: Message }) => {
  const { me, words } = useSession();
  const timeline = timelineWordsFor(me.locale);
  return (
    <aside className="panel" id="details" tabIndex={0} aria-label={words.reader.details}>
      {message.partner && <Later>{({ PartnerParts }) => <PartnerParts message={message} />}</Later>}
      <Part title={words.reader.timeline}>
        <Timeline
          entries={[
            ...messageTimeline(message.timeline, words, timeline),
            ...ownEntries(message, words, timeline),
          ]}
        />
      </Part>
      {message.integrity && (
        <Part title={words.reader.integrity}>
          <div className="plain-words">
            {integritySentences(message.integrity, message.pages, words).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        </Part>
      )}
      <Part title={words.reader.details}>
        <Facts message={message} />
        <ConcernPart key={message.id} message={message} />
        <RestrictionPart message={message} />
        <ReportButton message={message} />
      </Part>
    </aside>
  );
};
