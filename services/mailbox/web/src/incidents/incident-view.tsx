import { ArrowLeft } from 'lucide-react';
import type { Incident } from '../../../src/http/api.ts';
import { useIncidentFax } from '../api/use-incidents.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Time } from '../parts/time.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { useSession } from '../session.ts';
import { shortTime } from '../time/format-time.ts';
import { IncidentFacts } from './incident-facts.tsx';
import { IncidentMarkView } from './incident-mark.tsx';
import { IncidentPages } from './incident-pages.tsx';
import { IncidentStory } from './incident-story.tsx';
import { incidentTimeline } from './incident-timeline.ts';
import { useIncidentWords } from './incident-words.ts';
import { useOpenIncident } from './use-open-incident.ts';

const IncidentTitle = ({ incident }: { incident: Incident }) => {
  const { words, outgoing } = useSession();
  const incidentWords = useIncidentWords();
  const open = useOpenIncident();
  const show = outgoing?.kind === 'incidents' ? outgoing.show : 'open';
  return (
    <header className="reader__head sending__head">
      <div className="reader__title">
        <IconButton
          icon={ArrowLeft}
          word={words.actions.back}
          className="button button--quiet button--icon button--small toolbar__back"
          onPress={() => open(show, null)}
        />
        <h2 className="reader__from">{incidentWords.direction[incident.direction]}</h2>
        <div className="reader__facts">
          <bdi title={incident.number.full}>
            {incident.number.national || words.list.unknownSender}
          </bdi>
          <Time iso={incident.noticedAt} />
        </div>
        <div className="reader__marks">
          <IncidentMarkView isOpen={incident.isOpen} />
        </div>
      </div>
    </header>
  );
};

/** What went wrong, how long is left, what was done, and the pages where they are still here. */
export const IncidentView = ({
  incident,
  takesFocus,
}: {
  incident: Incident;
  takesFocus: boolean;
}) => {
  const { me, now, words } = useSession();
  const incidentWords = useIncidentWords();
  const fax = useIncidentFax(incident);
  const entries = incidentTimeline(incident, fax, incidentWords, me.locale, (iso) =>
    shortTime(iso, now, me),
  );
  return (
    <>
      <IncidentTitle incident={incident} />
      <div className="reader__body sending">
        <aside
          className="panel sending__panel"
          tabIndex={0}
          aria-label={incidentWords.direction[incident.direction]}
        >
          <IncidentStory incident={incident} />
          <section className="panel__part">
            <h3 className="panel__title">{words.reader.timeline}</h3>
            <Timeline entries={entries} />
          </section>
          <IncidentFacts incident={incident} code={fax.sending?.code ?? null} />
        </aside>
        <IncidentPages incident={incident} takesFocus={takesFocus} />
      </div>
    </>
  );
};
