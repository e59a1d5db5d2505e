import { useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useComposeWords } from './compose-words.ts';

export interface ComposerPart {
  readonly id: string;
  readonly word: string;
  readonly content: ReactNode;
}

/** What one looks at, one at a time. */
export const ComposerParts = ({
  parts,
  comesFirst,
}: {
  parts: readonly ComposerPart[];
  /** The part that has just become the one to look at. */
  comesFirst: string | null;
}) => {
  const compose = useComposeWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [hadFirst, setHadFirst] = useState<string | null>(null);
  if (comesFirst !== hadFirst) {
    setHadFirst(comesFirst);
    if (comesFirst) setChosen(comesFirst);
  }
  const selected = (parts.find(({ id }) => id === chosen) ?? parts[0])?.id ?? '';
  return (
    <Tabs
      className="parts"
      selectedKey={selected}
      onSelectionChange={(key) => setChosen(String(key))}
    >
      <TabList className="parts__tabs" aria-label={compose.parts}>
        {parts.map(({ id, word }) => (
          <Tab key={id} id={id} className="parts__tab">
            {word}
          </Tab>
        ))}
      </TabList>
      {parts.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="parts__panel">
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
};
