import { Radio } from 'react-aria-components';

/** The choices of a radio group. */
export const OptionChoices = ({
  options,
}: {
  options: readonly { readonly value: string; readonly word: string }[];
}) =>
  options.map(({ value, word }) => (
    <Radio key={value} value={value} className="choice">
      <span className="choice__mark" />
      {word}
    </Radio>
  ));
