import { Button } from 'react-aria-components';
import { offerListing, offerUnlisting, type JunkOfferDeps } from './junk-offer.ts';

/** What a fax's sender is to the lists of junk senders, offered when it is set aside or taken out. */
export const listing = async (...[deps, message]: Parameters<typeof offerListing>) => {
  const offer = await offerListing(deps, message);
  return offer ? (
    // The slot closes the toast, and would name the button so.
    <Button
      slot="close"
      aria-label={offer.label}
      className="button button--small button--undo toast__also"
      onPress={offer.run}
    >
      {offer.label}
    </Button>
  ) : null;
};

export const unlisting = async (
  deps: JunkOfferDeps,
  message: Parameters<typeof offerUnlisting>[1],
): Promise<null> => {
  await offerUnlisting(deps, message);
  return null;
};
