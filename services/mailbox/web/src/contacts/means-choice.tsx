import { verificationMeans, type VerificationMeans } from '@kuvert/shared/contact';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useContactsWords } from './contacts-words.ts';

const isMeans = (value: string): value is VerificationMeans =>
  verificationMeans.some((means) => means === value);

/** How the number was verified; `notYet` offers that it wasn't. */
export const MeansChoice = ({
  how,
  onChoose,
  notYet = false,
}: {
  how: VerificationMeans | null;
  onChoose: (how: VerificationMeans | null) => void;
  notYet?: boolean;
}) => {
  const contacts = useContactsWords();
  const choices = [
    ...(notYet ? [{ value: '', word: contacts.notYet }] : []),
    ...verificationMeans.map((value) => ({ value, word: contacts.how[value] })),
  ];
  return (
    <RadioGroup
      className="field"
      value={how ?? ''}
      onChange={(value) => onChoose(isMeans(value) ? value : null)}
    >
      <Label className="field__label">{contacts.howLabel}</Label>
      {choices.map(({ value, word }) => (
        <Radio key={value} value={value} className="choice">
          <span className="choice__mark" />
          {word}
        </Radio>
      ))}
    </RadioGroup>
  );
};
