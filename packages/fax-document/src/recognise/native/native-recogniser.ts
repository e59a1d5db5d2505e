import type { RecognisedLine, RecognitionLanguage, Turn } from '../../recognition.ts';
import type { ModelName } from '../models.ts';
import { netpbm, type PageRaster } from '../page-raster.ts';
import { readOrientation } from '../read-orientation.ts';
import { readTsv } from '../read-tsv.ts';
import { RecogniserFault, type TextRecogniser } from '../text-recogniser.ts';
import type { ModelFolder } from './model-folder.ts';
import { runTesseract } from './run-tesseract.ts';

/** `--psm`: find orientation alone; find the columns and lines of a page that is upright. */
const ORIENTATION_ONLY = '0';
const UPRIGHT_PAGE = '3';

/** Native Tesseract, a process a page: none of them sees two documents. */
export class NativeRecogniser implements TextRecogniser {
  readonly name = 'tesseract';
  readonly #program: string;
  readonly #maxResidentBytes: number;
  readonly #models: ModelFolder;

  constructor(program: string, models: ModelFolder, maxResidentBytes: number) {
    this.#program = program;
    this.#models = models;
    this.#maxResidentBytes = maxResidentBytes;
  }

  async read(
    page: PageRaster,
    language: RecognitionLanguage,
    signal: AbortSignal,
  ): Promise<readonly RecognisedLine[]> {
    const options = ['--psm', UPRIGHT_PAGE, '-c', 'tessedit_create_tsv=1'];
    return readTsv(await this.#run(page, language, options, signal), page);
  }

  async orientation(page: PageRaster, signal: AbortSignal): Promise<Turn | undefined> {
    try {
      return readOrientation(await this.#run(page, 'osd', ['--psm', ORIENTATION_ONLY], signal));
    } catch (error) {
      // It also ends like this when a page has too few letters to say.
      if (error instanceof RecogniserFault) return undefined;
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#models.remove();
  }

  async #run(
    page: PageRaster,
    model: ModelName,
    options: readonly string[],
    signal: AbortSignal,
  ): Promise<string> {
    const folder = await this.#models.with(model).catch((cause: unknown) => {
      throw new RecogniserFault('A model can’t be unpacked.', { cause });
    });
    const picture = ['stdin', 'stdout', '--dpi', `${Math.round(page.dpi)}`];
    const args = [...picture, '-l', model, '--tessdata-dir', folder, ...options];
    const limits = { maxResidentBytes: this.#maxResidentBytes, signal };
    return runTesseract({ program: this.#program, args, input: netpbm(page), ...limits });
  }
}
