import '../styles/sent.css';
import type { Outgoing } from '../route/route.ts';
import { DraftsPane } from './drafts-pane.tsx';
import { ChooseOne } from './choose-one.tsx';
import { SendingReader } from './sending-reader.tsx';
import { SentPane } from './sent-pane.tsx';

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
