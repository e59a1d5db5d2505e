import type { RoomWords } from '../words/room-en.ts';

interface FormWords extends Pick<RoomWords, 'problems'> {
  readonly sending: string;
  readonly send: string;
}

/** The server's own, inside of the form. */
const wordsOf = (form: HTMLFormElement): FormWords =>
  JSON.parse(form.querySelector('#form-words')?.textContent ?? '{}') as FormWords;

/** Sends without leaving the page until it is sent: what was written stays when something is wrong. */
export const sendByScript = (form: HTMLFormElement): void => {
  const words = wordsOf(form);
  const button = form.querySelector<HTMLButtonElement>('#send');
  const progress = form.querySelector<HTMLProgressElement>('#progress');
  const problem = form.querySelector<HTMLElement>('#problem');
  const file = form.querySelector<HTMLInputElement>('#file');
  if (!button || !progress || !problem || !file) return;
  acceptDrops(form, file);

  const isSending = (is: boolean): void => {
    button.disabled = is;
    button.textContent = is ? words.sending : words.send;
    progress.hidden = !is;
    progress.value = 0;
  };
  const say = (code: string): void => {
    isSending(false);
    const { problems } = words;
    problem.textContent =
      code in problems ? problems[code as keyof typeof problems] : problems.other;
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    problem.textContent = '';
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      progress.value = total > 0 ? loaded / total : 0;
    });
    request.addEventListener('load', () => {
      // the two shapes that the server answers with
      const answer = request.response as { readonly to?: string; readonly code?: string } | null;
      if (request.status === 201 && answer?.to) location.assign(answer.to);
      else say(answer?.code ?? '');
    });
    request.addEventListener('error', () => say(''));
    const data = new FormData(form);
    isSending(true);
    request.send(data);
  });
};

const acceptDrops = (form: HTMLFormElement, file: HTMLInputElement): void => {
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
    file.files = files;
  });
};
