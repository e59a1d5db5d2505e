import type { Sending } from '../../../src/http/api.ts';
import { sentPictureUrl } from '../api/sending-api.ts';
import { PagePictures } from '../parts/page-pictures.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { useSession } from '../session.ts';
import { shortTime } from '../time/format-time.ts';
import { Evidence } from './evidence.tsx';
import { recipientOf } from './recipient-of.ts';
import { SendingFacts } from './sending-facts.tsx';
import { sendingTimeline } from './sending-timeline.ts';
import { SendingTitle } from './sending-title.tsx';
import { useSentWords } from './sent-words.ts';
import { Story } from './story.tsx';

/** How it is, what happened, and the pages as they were faxed. */
export const SendingView = ({ sending, takesFocus }: { sending: Sending; takesFocus: boolean }) => {
  const sent = useSentWords();
  const { me, now } = useSession();
  const to = recipientOf(sending);
  const pages = sending.way.channel === 'fax' ? sent : sent.inHouse;
  const entries = sendingTimeline(sending, sent, (iso) => shortTime(iso, now, me));
  return (
    <>
      <SendingTitle sending={sending} />
      <div className="reader__body sending">
        <aside className="panel sending__panel" tabIndex={0} aria-label={sent.timeline}>
          <Story sending={sending} />
          <section className="panel__part">
            <h3 className="panel__title">{sent.timeline}</h3>
            <Timeline entries={entries} />
            <Evidence events={sending.machines} />
          </section>
          <SendingFacts sending={sending} />
        </aside>
        <PagePictures
          label={`${pages.pages}, ${to}`}
          count={sending.pages}
          urlOf={(page, width) => sentPictureUrl(sending.id, page, width)}
          altOf={(page) => pages.pageAlt(page, sending.pages, to)}
          takesFocus={takesFocus}
        />
      </div>
    </>
  );
};
