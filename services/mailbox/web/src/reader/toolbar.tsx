import {
  ChevronDown,
  Download,
  ClipboardPlus,
  Ellipsis,
  PanelRight,
  Printer,
  Reply,
  RotateCw,
  ZoomIn,
} from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Message, MessageSummary } from '../../../src/http/api.ts';
import { useDocuments } from '../api/use-documents.ts';
import { AnswerButton } from '../compose/answer-button.tsx';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useSession } from '../session.ts';
import { languageTags } from '../words/words.ts';
import { actionIcons, actionWord } from './action-words.ts';
import { BackButton } from './back-button.tsx';
import { downloadChoices, printChoice } from './document-choices.ts';
import type { HandlingAction } from './handling-actions.ts';
import { HandlingButtons } from './handling-buttons.tsx';
import { heldPages } from './held-pages.ts';
import { PageTurner } from './page-turner.tsx';
import type { PageView } from './use-page-view.ts';
import type { ReadingTab } from './use-reading-tab.ts';
import { viewChoices } from './view-choices.ts';

export interface ToolbarProps {
  readonly summary: MessageSummary;
  readonly full: Message | undefined;
  readonly view: PageView;
  readonly onTurn: () => void;
  readonly tab: ReadingTab;
  readonly actions: readonly HandlingAction[];
  readonly isPending: boolean;
  readonly onAction: (action: HandlingAction) => void;
  /** Null where nothing can be sent. */
  readonly answering: { readonly isPending: boolean; readonly run: () => void } | null;
  /** Null where it can't be marked as one. */
  readonly onMarkReferral: (() => void) | null;
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
}

/** One line: what to do at the left, how to read at the right. What does not fit lies in the menu at the end. */
export const Toolbar = (props: ToolbarProps) => {
  const { summary, full, view, tab, onTurn, actions, answering, isPanelOpen, onPanel } = props;
  const { onMarkReferral } = props;
  const { me, words } = useSession();
  const documents = useDocuments();
  const downloads = full ? downloadChoices(full, documents, words, languageTags[me.locale]) : [];
  const print = full && printChoice(full, documents, words);
  const count = heldPages(summary) ?? 0;
  const hasPictures = count > 0 && tab === 'page';
  const panelWord = isPanelOpen ? words.reader.hideDetails : words.reader.showDetails;
  const second = actions.slice(1).map((action) => ({
    id: action,
    word: actionWord(action, words),
    icon: actionIcons[action],
    run: () => props.onAction(action),
  }));
  const answer = answering && {
    id: 'answer',
    word: words.sending.answer,
    icon: Reply,
    run: answering.run,
  };
  const mark = onMarkReferral && {
    id: 'mark-referral',
    word: words.actions.markReferral,
    icon: ClipboardPlus,
    run: onMarkReferral,
  };
  const handling = [...second, ...(answer ? [answer] : []), ...(mark ? [mark] : [])];
  const turn = { id: 'turn', word: words.pages.turn, icon: RotateCw, run: onTurn };
  const others = [...downloads, ...(print ? [print] : []), ...(hasPictures ? [turn] : [])];
  const panelChoice = { id: 'panel', word: panelWord, icon: PanelRight, run: onPanel };

  return (
    <div className="toolbar">
      <BackButton />
      <HandlingButtons actions={actions} isPending={props.isPending} onAction={props.onAction} />
      {answering && <AnswerButton isPending={answering.isPending} onAnswer={answering.run} />}
      <span className="toolbar__space" />
      {count > 1 && <PageTurner count={count} facts={full?.pageFacts ?? []} view={view} />}
      {hasPictures && (
        <span className="toolbar__extra toolbar__group">
          <ChoiceMenu label={words.pages.zoom} sections={viewChoices(view, words)}>
            <Button
              className="button button--quiet button--fold"
              aria-label={`${words.pages.zoom}: ${words.pages.zooms[view.zoom]}`}
            >
              <ZoomIn className="icon" aria-hidden />
              <span className="button__word">{words.pages.zooms[view.zoom]}</span>
              <ChevronDown className="icon icon--small" aria-hidden />
            </Button>
          </ChoiceMenu>
          <IconButton icon={RotateCw} word={words.pages.turn} onPress={onTurn} />
        </span>
      )}
      <span className="toolbar__extra toolbar__group">
        {mark && <IconButton icon={ClipboardPlus} word={mark.word} onPress={mark.run} />}
        {downloads.length > 0 && (
          <ChoiceMenu
            label={words.actions.download}
            sections={[{ id: 'downloads', label: words.actions.download, choices: downloads }]}
          >
            <Button
              className="button button--quiet button--icon"
              aria-label={words.actions.download}
            >
              <Download className="icon" aria-hidden />
            </Button>
          </ChoiceMenu>
        )}
        {print && <IconButton icon={Printer} word={words.actions.print} onPress={print.run} />}
        <IconButton
          icon={PanelRight}
          word={panelWord}
          aria-expanded={isPanelOpen}
          onPress={onPanel}
        />
      </span>
      <span className="toolbar__overflow">
        <ChoiceMenu
          label={words.more}
          sections={[
            ...(handling.length > 0
              ? [{ id: 'actions', label: words.actions.handle, choices: handling }]
              : []),
            { id: 'others', label: words.more, choices: [...others, panelChoice] },
            ...(hasPictures ? viewChoices(view, words) : []),
          ]}
        >
          <Button className="button button--quiet button--icon" aria-label={words.more}>
            <Ellipsis className="icon" aria-hidden />
          </Button>
        </ChoiceMenu>
      </span>
    </div>
  );
};
