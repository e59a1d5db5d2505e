import type { Copier } from './copier.ts';
import { arrayIn, dictIn, nameIn } from './dict-access.ts';
import { PdfRef, type PdfDict } from './pdf-value.ts';

/** A document's layers (optional content, ISO 32000-1 clause 8.11), as references in the new file. */
export interface Layers {
  readonly all: readonly string[];
  /** Not shown when the document is opened. */
  readonly off: readonly string[];
}

/** Which layers a catalog has; those that are hidden stay so. */
export function layersOf(copier: Copier, catalog: PdfDict): Layers {
  const { objects } = copier;
  const properties = dictIn(objects, catalog, 'OCProperties') ?? EMPTY;
  const config = dictIn(objects, properties, 'D') ?? EMPTY;
  const refs = (dict: PdfDict, key: string): readonly PdfRef[] =>
    (arrayIn(objects, dict, key) ?? []).filter((each) => each instanceof PdfRef);
  const all = refs(properties, 'OCGs');
  const [on, off] = ['ON', 'OFF'].map((key) => new Set(refs(config, key).map(numberOf)));
  const startsHidden = nameIn(objects, config, 'BaseState') === 'OFF';
  const isHidden = (layer: PdfRef): boolean =>
    off!.has(layer.number) || (startsHidden && !on!.has(layer.number));
  const textOf = (layer: PdfRef): string => copier.text(layer) ?? 'null';
  return { all: all.map(textOf), off: all.filter(isHidden).map(textOf) };
}

/** The catalog's entry for layers of several documents; none where there are none. */
export function layersText(layers: readonly Layers[]): string {
  const all = layers.flatMap((each) => each.all).join(' ');
  const off = layers.flatMap((each) => each.off).join(' ');
  return all === '' ? '' : `/OCProperties<</OCGs[${all}]/D<</BaseState/ON/OFF[${off}]>>>>`;
}

const numberOf = ({ number }: PdfRef): number => number;

const EMPTY: PdfDict = new Map();
