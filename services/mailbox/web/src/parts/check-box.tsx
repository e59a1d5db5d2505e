import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

/** One thing that is so or isn't. */
export const CheckBox = ({
  isSelected,
  onChange,
  children,
}: {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  children: ReactNode;
}) => (
  <Checkbox className="choice" isSelected={isSelected} onChange={onChange}>
    {({ isSelected: isTicked }) => (
      <>
        <span className="choice__mark choice__mark--square">
          {isTicked && <Check className="icon icon--small" aria-hidden />}
        </span>
        {children}
      </>
    )}
  </Checkbox>
);
