import type { RoomWords } from '../words/room-en.ts';
import { chooseFiles } from './chosen-files.ts';

interface FormWords extends Pick<RoomWords, 'problems'> {
  readonly sending: string;
  readonly send: string;
  readonly inFile: string;
}

/** The server's own, inside of the form. */
const wordsOf = (form: HTMLFormElement): FormWords =>
  JSON.parse(form.querySelector('#form-words')?.textContent ?? '{}') as FormWords;

/** The two shapes that the server answers with. */
interface Answer {
  readonly to?: string;
  readonly code?: string;
  readonly details?: { readonly attachment?: string };
}

/** Sends without leaving the page until it is sent: what was written stays when something is wrong. */
export const sendByScript = (form: HTMLFormElement): void => {
  const words = wordsOf(form);
  const button = form.querySelector<HTMLButtonElement>('#send');
  const progress = form.querySelector<HTMLProgressElement>('#progress');
  const problem = form.querySelector<HTMLElement>('#problem');
  const say = (code: string): string => {
    const { problems } = words;
    return code in problems ? problems[code as keyof typeof problems] : problems.other;
  };
  const files = chooseFiles(form, say);
  if (!button || !progress || !problem || !files) return;

  const isSending = (is: boolean): void => {
    button.disabled = is;
    button.textContent = is ? words.sending : words.send;
    progress.hidden = !is;
    progress.value = 0;
  };
  const failed = ({ code = '', details }: Answer): void => {
    isSending(false);
    const isOfFile = files.sayOf(details?.attachment ?? '', code);
    problem.textContent = isOfFile ? words.inFile : say(code);
  };

  const send = (mayRenew: boolean): void => {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      progress.value = total > 0 ? loaded / total : 0;
    });
    request.addEventListener('load', () => {
      const answer = (request.response ?? {}) as Answer;
      if (request.status === 201 && answer.to) location.assign(answer.to);
      // somebody logged in anew in another tab: the form is of the session before
      else if (answer.code === 'csrf-token-wrong' && mayRenew)
        void renewToken(form).then(
          () => send(false),
          () => failed(answer),
        );
      else failed(answer);
    });
    request.addEventListener('error', () => failed({}));
    const data = new FormData(form);
    data.delete('file');
    for (const file of files.all()) data.append('file', file, file.name);
    request.send(data);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    problem.textContent = files.check() ? '' : words.inFile;
    if (problem.textContent !== '') return;
    isSending(true);
    send(true);
  });
};

const renewToken = async (form: HTMLFormElement): Promise<void> => {
  const field = form.querySelector<HTMLInputElement>('input[name="csrf"]');
  const answer = await fetch('/newest');
  if (!answer.ok || !field) throw new Error('nobody is logged in');
  // the server's own answer
  const { csrf } = (await answer.json()) as { readonly csrf: string };
  field.value = csrf;
};
