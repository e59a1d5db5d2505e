import { sizeOf } from '../parts/size-of.ts';

/** Of one message; together, as the server takes them. */
export const most = { files: 20, bytes: 20 * 1024 * 1024 } as const;

/** What is said of a file, or of all of them, by the server's codes. */
export type Say = (code: string) => string;

export interface ChosenFiles {
  readonly all: () => readonly File[];
  /** Beside the file at this place, from 1. False: there is none. */
  sayOf(place: string, code: string): boolean;
  /** Says what can be seen to be wrong before anything is sent; whether nothing is. */
  check(): boolean;
}

interface Row {
  readonly file: File;
  readonly element: HTMLElement;
  readonly problem: HTMLElement;
}

/**
 * The files of a message: chosen or dropped in one go or several, each with its name, its size and a way out. The field
 * itself is emptied: what is sent is the list.
 */
export const chooseFiles = (form: HTMLFormElement, say: Say): ChosenFiles | undefined => {
  const field = form.querySelector<HTMLInputElement>('#file');
  const list = form.querySelector<HTMLElement>('#files');
  const shape = form.querySelector<HTMLTemplateElement>('#file-row');
  const problem = form.querySelector<HTMLElement>('#files-problem');
  if (!field || !list || !shape || !problem) return undefined;
  let rows: readonly Row[] = [];

  const remove = (row: Row): void => {
    const at = rows.indexOf(row);
    rows = rows.filter((each) => each !== row);
    row.element.remove();
    check();
    const next = rows[at] ?? rows.at(-1);
    (next?.element.querySelector('button') ?? field).focus();
  };

  const add = (file: File): void => {
    const element = shape.content.cloneNode(true) as DocumentFragment;
    const item = element.querySelector<HTMLElement>('.file');
    const button = element.querySelector('button');
    const wrong = element.querySelector<HTMLElement>('.field__error');
    if (!item || !button || !wrong) return;
    const row = { file, element: item, problem: wrong };
    put(item, '.file__name', file.name);
    put(item, '.file__size', sizeOf(file.size, document.documentElement.lang));
    button.setAttribute('aria-label', `${button.getAttribute('aria-label') ?? ''} ${file.name}`);
    button.addEventListener('click', () => remove(row));
    rows = [...rows, row];
    list.append(element);
  };

  const check = (): boolean => {
    for (const { file, problem: own } of rows)
      own.textContent = file.size === 0 ? say('attachment-empty') : '';
    const bytes = rows.reduce((sum, { file }) => sum + file.size, 0);
    problem.textContent = bytes > most.bytes ? say('body-too-large') : '';
    // what the field says by itself is of no file that is listed
    field.classList.toggle('room__file--listed', rows.length > 0);
    return bytes <= most.bytes && rows.every(({ file }) => file.size > 0);
  };

  const addAll = (files: readonly File[]): void => {
    const room = most.files - rows.length;
    for (const file of files.slice(0, room)) add(file);
    check();
    if (files.length > room) problem.textContent = say('too-many-attachments');
  };

  field.addEventListener('change', () => {
    addAll([...(field.files ?? [])]);
    field.value = '';
  });
  acceptDrops(form, addAll);
  return {
    all: () => rows.map(({ file }) => file),
    sayOf: (place, code) => {
      const row = rows[Number(place) - 1];
      if (row) row.problem.textContent = say(code);
      return row !== undefined;
    },
    check,
  };
};

const put = (item: HTMLElement, place: string, text: string): void => {
  const found = item.querySelector(place);
  if (found) found.textContent = text;
};

const acceptDrops = (form: HTMLFormElement, add: (files: readonly File[]) => void): void => {
  const place = form.querySelector('#drop');
  const isOver = (is: boolean): void => {
    place?.classList.toggle('room__drop--over', is);
  };
  form.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    isOver(true);
  });
  form.addEventListener('dragleave', () => isOver(false));
  form.addEventListener('drop', (event) => {
    isOver(false);
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    add([...files]);
  });
};
