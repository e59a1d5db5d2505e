import { Button } from 'react-aria-components';
import { CheckBox } from '../parts/check-box.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useSession } from '../session.ts';
import type { Words } from '../words/words.ts';

const list = (words: Words['shortcuts']): readonly (readonly [string[], string])[] => [
  [['j', '↓'], words.next],
  [['k', '↑'], words.previous],
  [['Enter'], words.open],
  [['t'], words.take],
  [['a'], words.answer],
  [['c'], words.write],
  [['r'], words.register],
  [['x'], words.notRegister],
  [['f'], words.forward],
  [['m'], words.markReferral],
  [['n'], words.nextNew],
  [['v'], words.turn],
  [['s'], words.pageOrText],
  [['i'], words.details],
  [['?'], words.help],
];

export const ShortcutsDialog = ({
  areKeysOn,
  setKeysOn,
  onClose,
}: {
  areKeysOn: boolean;
  setKeysOn: (on: boolean) => void;
  onClose: () => void;
}) => {
  const { words } = useSession();
  return (
    <DialogBox title={words.shortcuts.title} onClose={onClose}>
      <dl className="keys">
        {list(words.shortcuts).map(([keys, does]) => (
          <div key={does} className="keys__pair">
            <dt>
              {keys.map((key, index) => (
                <span key={key} className="keys__key">
                  {index > 0 && words.shortcuts.or}
                  <kbd className="key">{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <CheckBox isSelected={areKeysOn} onChange={setKeysOn}>
        {words.shortcuts.use}
      </CheckBox>
      <div className="dialog__actions">
        <Button className="button" onPress={onClose}>
          {words.close}
        </Button>
      </div>
    </DialogBox>
  );
};
