import { Button } from 'react-aria-components';
import { CheckBox } from '../parts/check-box.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { useSession } from '../session.ts';
import { shortcutsEn, type ShortcutsWords } from '../words/shortcuts-en.ts';
import { shortcutsSv } from '../words/shortcuts-sv.ts';

/** Keys of no use to whoever only reads. */
const handling = (words: ShortcutsWords): readonly (readonly [string[], string])[] => [
  [['t'], words.take],
  [['a'], words.answer],
  [['c'], words.write],
  [['r'], words.register],
  [['x'], words.notRegister],
  [['f'], words.forward],
  [['m'], words.markReferral],
];

const list = (
  words: ShortcutsWords,
  mayHandle: boolean,
): readonly (readonly [string[], string])[] => [
  [['j', '↓'], words.next],
  [['k', '↑'], words.previous],
  [['Enter'], words.open],
  ...(mayHandle ? handling(words) : []),
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
  const { me, words: shared } = useSession();
  const mayHandle = useMayHandle();
  const words = me.locale === 'sv' ? shortcutsSv : shortcutsEn;
  return (
    <DialogBox title={words.title} onClose={onClose}>
      <dl className="keys">
        {list(words, mayHandle).map(([keys, does]) => (
          <div key={does} className="keys__pair">
            <dt>
              {keys.map((key, index) => (
                <span key={key} className="keys__key">
                  {index > 0 && words.or}
                  <kbd className="key">{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <CheckBox isSelected={areKeysOn} onChange={setKeysOn}>
        {words.use}
      </CheckBox>
      <div className="dialog__actions">
        <Button className="button" onPress={onClose}>
          {shared.close}
        </Button>
      </div>
    </DialogBox>
  );
};
