import { Button } from 'react-aria-components';
import { WithTooltip } from '../parts/icon-button.tsx';
import { useSession } from '../session.ts';
import { actionIcons, actionWord } from './action-words.ts';
import type { HandlingAction } from './handling-actions.ts';

/** Where it is narrow the rarer ones lose their words first; registering keeps its own. */
const foldsAt: Partial<Record<HandlingAction, string>> = {
  'give-back': 'button--fold',
  'not-register': 'button--fold-late',
  forward: 'button--fold',
  quarantine: 'button--fold',
};

/** The primary action at the left, the others beside it; those become icons where it is narrow. */
export const HandlingButtons = ({
  actions,
  isPending,
  onAction,
}: {
  actions: readonly HandlingAction[];
  isPending: boolean;
  onAction: (action: HandlingAction) => void;
}) => {
  const { words } = useSession();
  return (
    <>
      {actions.map((action, index) => {
        const Icon = actionIcons[action];
        const word = actionWord(action, words);
        const isPrimary = index === 0 && action !== 'reopen' && action !== 'take-over';
        const className = [
          'button handling',
          isPrimary && 'button--primary',
          index > 0 && 'toolbar__second',
          index > 0 && foldsAt[action],
        ];
        const button = (
          <Button
            key={action}
            className={className.filter(Boolean).join(' ')}
            // A button that is disabled loses the focus; until the answer comes a press does nothing.
            data-pending={isPending || undefined}
            aria-label={word}
            onPress={() => onAction(action)}
          >
            <Icon className="icon" aria-hidden />
            <span className="button__word">{word}</span>
          </Button>
        );
        return index === 0 ? (
          button
        ) : (
          <WithTooltip key={action} word={word}>
            {button}
          </WithTooltip>
        );
      })}
    </>
  );
};
