import { Check, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { Mark } from '../list/marks.ts';
import { MarkView } from './mark.tsx';

export interface Choice {
  readonly id: string;
  readonly word: string;
  readonly icon?: LucideIcon;
  /** What is the matter with it. */
  readonly marks?: readonly Mark[];
  /** Beside the word: how many are new, how large a file is. */
  readonly beside?: { readonly text: string; readonly isSome?: boolean } | null;
  readonly run: () => void;
}

export interface ChoiceSection {
  readonly id: string;
  readonly label: string;
  readonly isLabelShown?: boolean;
  /** Given when one of the choices is the present one. */
  readonly chosen?: string;
  readonly choices: readonly Choice[];
}

const Item = ({ choice, hasChosen }: { choice: Choice; hasChosen: boolean }) => {
  const Icon = choice.icon;
  return (
    <MenuItem id={choice.id} textValue={choice.word} className="menu__item" onAction={choice.run}>
      {({ isSelected }) => (
        <>
          {hasChosen && (
            <span className="menu__check">
              {isSelected && <Check className="icon icon--small" aria-hidden />}
            </span>
          )}
          {Icon && <Icon className="icon" aria-hidden />}
          <bdi className="menu__word">{choice.word}</bdi>
          {choice.marks && choice.marks.length > 0 && (
            <span className="menu__marks">
              {choice.marks.map((mark) => (
                <MarkView key={mark.kind} mark={mark} />
              ))}
            </span>
          )}
          {choice.beside && (
            <span className={`menu__count${choice.beside.isSome ? ' menu__count--some' : ''}`}>
              {choice.beside.text}
            </span>
          )}
        </>
      )}
    </MenuItem>
  );
};

/** A button (the child) that opens a menu: choices, commands or both. */
export const ChoiceMenu = ({
  label,
  sections,
  children,
}: {
  label: string;
  sections: readonly ChoiceSection[];
  children: ReactNode;
}) => (
  <MenuTrigger>
    {children}
    <Popover offset={4}>
      <Menu aria-label={label} className="menu">
        {sections.map(({ id, label, isLabelShown, chosen, choices }) => (
          <MenuSection
            key={id}
            id={id}
            className="menu__section"
            aria-label={label}
            selectionMode={chosen === undefined ? 'none' : 'single'}
            selectedKeys={chosen === undefined ? [] : [chosen]}
          >
            {isLabelShown && <Header className="menu__header">{label}</Header>}
            {choices.map((choice) => (
              <Item key={choice.id} choice={choice} hasChosen={chosen !== undefined} />
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Popover>
  </MenuTrigger>
);
