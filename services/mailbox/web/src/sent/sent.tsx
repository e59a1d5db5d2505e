import '../styles/referral.css';
import '../styles/sent.css';
import type { Outgoing } from '../route/route.ts';
import { DraftsPane } from './drafts-pane.tsx';
import { ChooseOne } from './choose-one.tsx';
import { SendingReader } from './sending-reader.tsx';
import { SentPane } from './sent-pane.tsx';

// what a received message has of it, a partner's, and a referral
export { AnsweredNote } from './answered-note.tsx';
export { FileStart } from '../partner/file-start.tsx';
export { PartnerNotice } from '../partner/partner-notice.tsx';
export { PartnerParts } from '../partner/partner-parts.tsx';
export { MarkReferralDialog } from '../referral/mark-referral-dialog.tsx';
export { ReferralBar } from '../referral/referral-bar.tsx';

/** What goes out: the list, and the one that is opened. */
export const Sent = ({ outgoing }: { outgoing: Outgoing & { kind: 'sent' | 'drafts' } }) => {
  switch (outgoing.kind) {
    case 'drafts':
      return (
        <>
          <DraftsPane />
          <ChooseOne of="drafts" />
        </>
      );
    case 'sent':
      return (
        <>
          <SentPane show={outgoing.show} sendingId={outgoing.sendingId} />
          {outgoing.sendingId ? <SendingReader id={outgoing.sendingId} /> : <ChooseOne of="sent" />}
        </>
      );
  }
};
