import { Button } from 'react-aria-components';
import type { TextPage } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { textPageId } from '../reader/use-page-view.ts';
import { useSession } from '../session.ts';
import { Paragraph } from './paragraph.tsx';

/** One page of text: a heading, the way to its picture, and paragraphs that reflow. */
export const TextPageView = ({
  page,
  number,
  count,
  language,
  isOfFile,
  onPage,
}: {
  page: TextPage;
  number: number;
  count: number;
  language: string;
  /** The heading above it is a file's. */
  isOfFile: boolean;
  onPage: () => void;
}) => {
  const { words } = useSession();
  const heading = `${textPageId(number)}-heading`;
  const Heading = isOfFile ? 'h4' : 'h3';
  return (
    <section className="text__page" id={textPageId(number)} aria-labelledby={heading}>
      <header className="text__head">
        <Heading id={heading}>{words.pages.position(number, count)}</Heading>
        <Button className="button button--quiet button--small" onPress={onPage}>
          {words.text.showPage(number)}
        </Button>
      </header>
      <PageBody page={page} language={language} />
    </section>
  );
};

const PageBody = ({ page, language }: { page: TextPage; language: string }) => {
  const { words } = useSession();
  switch (page.outcome) {
    case 'unread':
      return (
        <Notice tone="damaged">
          <p>{words.text.pageUnread}</p>
        </Notice>
      );
    case 'blank':
      return <p className="text__soft">{words.text.blank}</p>;
    case 'read':
      return page.paragraphs.length === 0 ? (
        <p className="text__soft">{words.text.nothingOnPage}</p>
      ) : (
        <div className="text__words" lang={language}>
          {page.paragraphs.map((lines, index) => (
            <Paragraph key={index} lines={lines} />
          ))}
        </div>
      );
  }
};
