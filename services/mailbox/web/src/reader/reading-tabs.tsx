import { useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Message, MessageSummary } from '../../../src/http/api.ts';
import { useSession } from '../session.ts';
import { TextPane } from '../text/text-pane.tsx';
import { Pages } from './pages.tsx';
import type { PageView } from './use-page-view.ts';
import type { ReadingTab } from './use-reading-tab.ts';

/**
 * The page as it came, or its text. Both stay as they are while one looks at the other: a page that was loaded is
 * neither asked for nor audited again, and where one has scrolled to is kept.
 */
export const ReadingTabs = ({
  summary,
  full,
  view,
  tab,
  onTab,
  takesFocus,
  children,
}: {
  summary: MessageSummary;
  full: Message | undefined;
  view: PageView;
  tab: ReadingTab;
  onTab: (tab: ReadingTab) => void;
  takesFocus: boolean;
  children: ReactNode;
}) => {
  const { words } = useSession();
  // Neither is opened before somebody looks at it.
  const [wasShown, setWasShown] = useState({ page: tab === 'page', text: tab === 'text' });
  if (!wasShown[tab]) setWasShown({ ...wasShown, [tab]: true });
  return (
    <Tabs
      className="reading"
      selectedKey={tab}
      onSelectionChange={(key) => onTab(key === 'text' ? 'text' : 'page')}
    >
      <TabList className="reading__tabs" aria-label={words.text.tabs}>
        <Tab id="page" className="reading__tab">
          {words.text.pageTab}
        </Tab>
        <Tab id="text" className="reading__tab">
          {words.text.textTab}
        </Tab>
      </TabList>
      <div className="reading__panels">
        <TabPanel id="page" className="reading__panel" shouldForceMount={wasShown.page}>
          <Pages
            message={summary}
            full={full}
            view={view}
            isShown={tab === 'page'}
            takesFocus={takesFocus}
          >
            {children}
          </Pages>
        </TabPanel>
        <TabPanel id="text" className="reading__panel" shouldForceMount={wasShown.text}>
          <TextPane
            summary={summary}
            full={full}
            view={view}
            isShown={tab === 'text'}
            takesFocus={takesFocus}
            onPage={(page) => {
              onTab('page');
              view.goTo(page);
            }}
          >
            {children}
          </TextPane>
        </TabPanel>
      </div>
    </Tabs>
  );
};
