import { useState } from 'react';
import { Label, RadioGroup } from 'react-aria-components';
import type { MessageSummary } from '../../../src/http/api.ts';
import { OptionChoices } from '../compose/options.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useSession } from '../session.ts';
import { ForwardForm } from './forward-form.tsx';
import { GiveBackForm } from './give-back-form.tsx';
import type { ActionDialogProps } from './register-dialog.tsx';
import { useAskingWords } from './asking-words.ts';

/** Where a fax belongs that is not this department's: within the house, or outside of it. */
export const NotOursDialog = ({
  message,
  ...props
}: ActionDialogProps & { message: MessageSummary }) => {
  const { department } = useSession();
  const [where, setWhere] = useState<'inside' | 'outside'>('inside');
  const { forward } = useAskingWords();
  return (
    <DialogBox title={forward.title} onClose={props.onClose}>
      {department.sending.canSend && (
        <RadioGroup
          className="field"
          value={where}
          onChange={(value) => setWhere(value === 'outside' ? 'outside' : 'inside')}
        >
          <Label className="field__label">{forward.where}</Label>
          <OptionChoices
            options={[
              { value: 'inside', word: forward.inside },
              { value: 'outside', word: forward.outside },
            ]}
          />
        </RadioGroup>
      )}
      {where === 'inside' ? (
        <ForwardForm {...props} />
      ) : (
        <GiveBackForm message={message} onClose={props.onClose} />
      )}
    </DialogBox>
  );
};
