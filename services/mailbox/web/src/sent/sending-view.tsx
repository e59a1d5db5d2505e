import type { Sending } from '../../../src/http/api.ts';
import { sentPictureUrl } from '../api/sending-api.ts';
import { PagePictures } from '../parts/page-pictures.tsx';
import { SendingFacts } from './sending-facts.tsx';
import { SendingTitle } from './sending-title.tsx';
import { useSentWords } from './sent-words.ts';
import { Story } from './story.tsx';
import { TwoTimelines } from './two-timelines.tsx';

/** How it is, what happened, and the pages as they were faxed. */
export const SendingView = ({ sending, takesFocus }: { sending: Sending; takesFocus: boolean }) => {
  const sent = useSentWords();
  const to = sending.to.national;
  return (
    <>
      <SendingTitle sending={sending} />
      <div className="reader__body sending">
        <aside className="panel sending__panel" tabIndex={0} aria-label={sent.timeline}>
          <Story sending={sending} />
          <TwoTimelines sending={sending} />
          <SendingFacts sending={sending} />
        </aside>
        <PagePictures
          label={`${sent.pages}, ${to}`}
          count={sending.pages}
          urlOf={(page, width) => sentPictureUrl(sending.id, page, width)}
          altOf={(page) => sent.pageAlt(page, sending.pages, to)}
          takesFocus={takesFocus}
        />
      </div>
    </>
  );
};
