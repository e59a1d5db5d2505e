import { Eye } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Incident } from '../../../src/http/api.ts';
import { pictureUrl } from '../api/api.ts';
import { sentPictureUrl } from '../api/sending-api.ts';
import { Notice } from '../parts/notice.tsx';
import { PagePictures } from '../parts/page-pictures.tsx';
import { useIncidentWords } from './incident-words.ts';

/** Not shown before somebody asks: each look at them is one more, and is audited. */
export const IncidentPages = ({
  incident,
  takesFocus,
}: {
  incident: Incident;
  takesFocus: boolean;
}) => {
  const words = useIncidentWords();
  const [isShown, setShown] = useState(false);
  const { messageId, sendingId, forwardedTo } = incident;
  const count = incident.pages ?? 0;
  const number = incident.number.national;
  const urlOf = (page: number, width: number): string =>
    sendingId === null
      ? pictureUrl(messageId ?? '', page, width)
      : sentPictureUrl(sendingId, page, width);
  return (
    <PagePictures
      label={`${words.pages}, ${number}`}
      count={isShown ? count : 0}
      urlOf={urlOf}
      altOf={(page) => words.pageAlt(page, count, number)}
      takesFocus={takesFocus}
    >
      {forwardedTo !== null ? (
        <Notice tone="plain">
          <p>{words.pagesGone(forwardedTo)}</p>
        </Notice>
      ) : count === 0 ? (
        <Notice tone="plain">
          <p>{words.pagesNone}</p>
        </Notice>
      ) : (
        !isShown && (
          <Notice tone="plain">
            <p>{words.pagesAudited}</p>
            <div className="notice__actions">
              <Button className="button button--small" onPress={() => setShown(true)}>
                <Eye className="icon icon--small" aria-hidden />
                {words.showPages}
              </Button>
            </div>
          </Notice>
        )
      )}
    </PagePictures>
  );
};
