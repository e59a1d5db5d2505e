import type { RecognisedPage, RecognitionLanguage } from '../recognition.ts';
import { placed } from './arrange-raster.ts';
import type { PageRaster } from './page-raster.ts';
import { isSureAndUpright, readPage } from './sureness.ts';
import type { TextRecogniser } from './text-recogniser.ts';

/**
 * Reads a page. Only where its letters are guessed, or run up and down, is asked which way they look;
 * and only when the page reads well after that turn is it taken. So upright pages, nearly all, cost
 * one pass, and noise is never turned.
 *
 * @throws RecogniserFault; the signal's reason when it aborts before the first pass is done
 */
export async function recognisePage(
  recogniser: TextRecogniser,
  page: PageRaster,
  language: RecognitionLanguage,
  signal: AbortSignal,
): Promise<RecognisedPage> {
  const lines = await recogniser.read(page, language, signal);
  if (isSureAndUpright(lines, page)) return readPage(lines, 0);
  const turned = await readTurned(recogniser, page, language, signal).catch(() => undefined);
  return turned ?? readPage(lines, 0);
}

async function readTurned(
  recogniser: TextRecogniser,
  page: PageRaster,
  language: RecognitionLanguage,
  signal: AbortSignal,
): Promise<RecognisedPage | undefined> {
  const turn = await recogniser.orientation(page, signal);
  if (turn === undefined || turn === 0) return undefined;
  const upright = placed(page, { mirrored: false, rotate: turn });
  const lines = await recogniser.read(upright, language, signal);
  return isSureAndUpright(lines, upright) ? readPage(lines, turn) : undefined;
}
