import type { MessageSummary } from '../../../src/http/api.ts';
import type { AskingAction } from './asking-action.ts';
import { NotOursDialog } from './not-ours-dialog.tsx';
import { NotRegisterDialog } from './not-register-dialog.tsx';
import { RegisterDialog, type ActionDialogProps } from './register-dialog.tsx';
import { TakeOverDialog } from './take-over-dialog.tsx';

// What is offered with an action comes with what is asked.
export * as junkOffers from './junk-offers.tsx';

export const ActionDialogs = ({
  asking,
  message,
  ...props
}: ActionDialogProps & { asking: AskingAction; message: MessageSummary }) => {
  const { handling } = message;
  switch (asking) {
    case 'register':
      return <RegisterDialog {...props} />;
    case 'not-register':
      return <NotRegisterDialog {...props} />;
    case 'forward':
      return <NotOursDialog {...props} message={message} />;
    case 'take-over':
      return (
        <TakeOverDialog {...props} from={handling.state === 'taken' ? handling.by.name : ''} />
      );
  }
};
