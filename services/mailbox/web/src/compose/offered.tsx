import { BookUser, Building2, ShieldCheck } from 'lucide-react';
import { ListBoxItem } from 'react-aria-components';
import { VerificationMark } from '../contacts/verification-mark.tsx';
import { verificationState } from '../contacts/verification-state.ts';
import { useComposeWords } from './compose-words.ts';
import { contactText, type OfferedRecipient } from './offered-contact.ts';

const PartnerMark = () => (
  <span className="mark mark--partner">
    <ShieldCheck className="icon icon--small" aria-hidden />
    <span className="mark__word">{useComposeWords().offeredPartner}</span>
  </span>
);

/** One of the list under the number. */
export const Offered = ({ recipient }: { recipient: OfferedRecipient }) => {
  const { id, name, number, contact } = recipient;
  return (
    <ListBoxItem id={id} textValue={contactText(recipient)} className="menu__item">
      {contact ? (
        <BookUser className="icon" aria-hidden />
      ) : (
        <Building2 className="icon" aria-hidden />
      )}
      <span className="menu__word">
        <bdi className="offered__name">{name}</bdi>
        <span className="offered__number">
          <bdi>{number.national}</bdi>
          {contact ? <VerificationMark state={verificationState(contact)} /> : <PartnerMark />}
        </span>
      </span>
    </ListBoxItem>
  );
};
