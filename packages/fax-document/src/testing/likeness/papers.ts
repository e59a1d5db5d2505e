import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib';

import { Random } from '../fuzz/random.ts';

/** What stands in a form's fields. */
export interface Filling {
  readonly name: string;
  readonly number: string;
  readonly date: string;
  readonly ward: string;
  readonly text: string;
  readonly values: readonly string[];
  /** Seed of the pen's strokes. */
  readonly hand: number;
}

/** A4, in points, and the margins. */
const [WIDTH, HEIGHT] = [595.28, 841.89];
const [LEFT, RIGHT] = [57, 540];
const BLACK = rgb(0, 0, 0);

const FIRST_NAMES = 'Anna Björn Cecilia David Elin Farid Gunilla Håkan Ines Jonas Karin Lars'.split(
  ' ',
);
const LAST_NAMES = 'Lindqvist Ek Åberg Sjöström Karlsson Öhman Nyström Haddad Berg Wallin'.split(
  ' ',
);
const WARDS = ['Ortopedi', 'Medicin 3', 'Kirurgi', 'Barn 12', 'Hud', 'Ögon'];
const TESTS = 'Hb LPK TPK CRP Na K Krea HbA1c TSH ASAT'.split(' ');
const WORDS =
  'patienten har sedan en tid tilltagande värk i höger knä och går med käpp smärtan strålar ned men inte nedanför knät röntgen visar måttlig artros läkemedel metoprolol paracetamol enalapril överkänslighet penicillin prover tagna i dag kontroll om sex veckor bedömning önskas anhörig dotter telefon hemtjänst insatser beviljade enligt beslut utredning vårdplan remiss svar skickas'.split(
    ' ',
  );

const words = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(WORDS)).join(' ');

/** A form's fields as they are for one patient. */
export function fillingOf(patient: number): Filling {
  const random = new Random(patient * 7919 + 13);
  const two = (most: number): string => String(1 + random.below(most)).padStart(2, '0');
  return {
    name: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
    number: `19${two(98)}${two(12)}${two(28)}-${1000 + random.below(9000)}`,
    date: `2026-${two(12)}-${two(28)}`,
    ward: random.pick(WARDS),
    text: words(random, 24),
    values: TESTS.map(() => `${random.below(200)},${random.below(10)}`),
    hand: patient,
  };
}

/** A referral on a form with labels, boxes and rulings, all of it the same for every patient. */
export const form = (filling: Filling): Promise<Uint8Array> =>
  paper((page, { sans, bold, mono }) => {
    const write = (text: string, x: number, y: number, size: number, font = sans): void =>
      page.drawText(text, { x, y, size, font });
    const box = (x: number, y: number, width: number, height: number): void =>
      page.drawRectangle({ x, y, width, height, borderWidth: 0.8, borderColor: BLACK });
    const field = (label: string, value: string, x: number, y: number, width: number): void => {
      box(x, y, width, 30);
      write(label, x + 3, y + 21, 6.5);
      write(value, x + 6, y + 6, 11, mono);
    };
    write('REMISS – LABORATORIEMEDICIN', LEFT, 780, 15, bold);
    write('Region Exempel · blankett 4711-B · version 3', LEFT, 764, 8);
    field('Namn', filling.name, LEFT, 720, 240);
    field('Personnummer', filling.number, LEFT + 245, 720, 238);
    field('Datum', filling.date, LEFT, 685, 120);
    field('Avdelning', filling.ward, LEFT + 125, 685, 150);
    field('Beställare', 'VC Åkersberga, dr Ångström', LEFT + 280, 685, 203);
    write('Anamnes och frågeställning', LEFT, 666, 9, bold);
    box(LEFT, 540, RIGHT - LEFT, 120);
    const area = { maxWidth: RIGHT - LEFT - 12, lineHeight: 15 };
    page.drawText(filling.text, { x: LEFT + 6, y: 645, size: 10.5, font: sans, ...area });
    TESTS.forEach((test, index) => {
      const y = 505 - index * 22;
      page.drawLine({ start: { x: LEFT, y: y - 6 }, end: { x: RIGHT, y: y - 6 }, thickness: 0.5 });
      write(test, LEFT + 6, y, 10);
      write(filling.values[index] ?? '', LEFT + 200, y, 11, mono);
      write('mmol/L', LEFT + 300, y, 9);
      box(LEFT + 420, y - 2, 10, 10);
    });
    write('Prov tas enligt anvisning. Svar lämnas till beställaren.', LEFT, 230, 8);
    sign(page, filling.hand);
  });

/** A letter of running text, signed. */
export const letter = (seed: number): Promise<Uint8Array> =>
  paper((page, { serif, bold }) => {
    const random = new Random(seed * 104_729 + 5);
    page.drawText('Vårdcentralen Åkersberga', { x: LEFT, y: 785, size: 13, font: bold });
    for (let paragraph = 0; paragraph < 5; paragraph++) {
      const place = { x: LEFT, y: 740 - paragraph * 118, maxWidth: RIGHT - LEFT, lineHeight: 15.4 };
      page.drawText(words(random, 45), { ...place, size: 11, font: serif });
    }
    page.drawText('Med vänlig hälsning', { x: LEFT, y: 150, size: 11, font: serif });
    sign(page, 1);
  });

/** The line that a fax machine puts at the top: a strip of paper of its own. */
export const headerLine = (time: string, page: number): Promise<Uint8Array> =>
  paper(
    (strip, { mono }) => {
      const text = `${time}   VC AKERSBERGA   +46 8 465 004 99          SIDA ${page}/3`;
      strip.drawText(text, { x: 20, y: 3, size: 9, font: mono });
    },
    [WIDTH, 12],
  );

interface Fonts {
  readonly sans: PDFFont;
  readonly bold: PDFFont;
  readonly serif: PDFFont;
  readonly mono: PDFFont;
}

async function paper(
  draw: (page: PDFPage, fonts: Fonts) => void,
  size: [number, number] = [WIDTH, HEIGHT],
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const fonts = {
    sans: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
    serif: await pdf.embedFont(StandardFonts.TimesRoman),
    mono: await pdf.embedFont(StandardFonts.Courier),
  };
  draw(pdf.addPage(size), fonts);
  return pdf.save();
}

/** A name in handwriting, as legible as they are. */
function sign(page: PDFPage, hand: number): void {
  const random = new Random(hand * 31_337 + 1);
  let path = 'M 0 0';
  for (let stroke = 0; stroke < 26; stroke++) {
    const rise = random.below(26) - 13 + (stroke % 2 === 0 ? -2 : 2);
    path += ` q ${random.below(8)} ${random.below(24) - 12} ${4 + random.below(6)} ${rise}`;
  }
  page.drawSvgPath(path, { x: 90, y: 110, borderWidth: 1.3, borderColor: BLACK });
}
