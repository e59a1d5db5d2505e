import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { UploadWatch } from '../api/upload.ts';
import { draft } from '../testing/sending-data.ts';
import { createUploads } from './uploads.ts';

interface Request {
  readonly name: string;
  readonly watch: UploadWatch;
  readonly answer: (draft: Draft) => void;
  readonly refuse: (code: string) => void;
}

const MiB = 1024 * 1024;

const file = (name: string, size = 10, type = 'application/pdf'): File =>
  Object.defineProperty(new File(['x'], name, { type }), 'size', { value: size });

const uploading = (attached: readonly number[] = []) => {
  const requests: Request[] = [];
  const taken: Draft[] = [];
  let count = 0;
  const uploads = createUploads({
    upload: (from, watch) =>
      new Promise((resolve, reject) => {
        const refuse = (code: string) => reject(new ApiError(400, { code, details: undefined }));
        watch.signal.addEventListener('abort', () => refuse('cancelled'));
        requests.push({ name: from.name, watch, answer: resolve, refuse });
      }),
    attached: () => attached,
    took: (answer) => taken.push(answer),
    newId: () => `file-${(count += 1)}`,
  });
  const problems = () => uploads.now().map(({ problem }) => problem);
  return { uploads, requests, taken, problems };
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('files that are attached', () => {
  it('go up one after the other, and tell how far they have come', async () => {
    const { uploads, requests, taken } = uploading();
    uploads.add([file('one.pdf'), file('two.pdf')]);
    await turn();
    expect(requests.map(({ name }) => name)).toEqual(['one.pdf']);
    requests[0]?.watch.onProgress(0.4);
    expect(uploads.now().map(({ state, part }) => [state, part])).toEqual([
      ['uploading', 0.4],
      ['waiting', 0],
    ]);
    requests[0]?.answer(draft({ version: 2 }));
    await turn();
    requests[1]?.answer(draft({ version: 3 }));
    await uploads.settled();
    expect(uploads.now()).toEqual([]);
    expect(taken.map(({ version }) => version)).toEqual([2, 3]);
  });

  it('do not stop those after them when one is refused, and can be tried again', async () => {
    const { uploads, requests, problems } = uploading();
    uploads.add([file('one.pdf'), file('two.pdf')]);
    await turn();
    requests[0]?.refuse('offline');
    await turn();
    requests[1]?.answer(draft());
    await uploads.settled();
    expect(problems()).toEqual(['offline']);
    uploads.again(uploads.now()[0]?.id ?? '');
    await turn();
    requests[2]?.answer(draft());
    await uploads.settled();
    expect(uploads.now()).toEqual([]);
  });

  it('are taken away while they go up, and the upload with them', async () => {
    const { uploads, requests } = uploading();
    uploads.add([file('one.pdf')]);
    await turn();
    uploads.remove('file-1');
    expect(requests[0]?.watch.signal.aborted).toBe(true);
    await uploads.settled();
    expect(uploads.now()).toEqual([]);
  });
});

describe('a file that can be seen not to go', () => {
  it.each([
    [
      'a kind that is no fax',
      [],
      file('a.docx', 10, 'application/msword'),
      'attachment-type-wrong',
    ],
    ['nothing in it', [], file('a.pdf', 0), 'attachment-empty'],
    ['more than 20 MB', [], file('a.pdf', 20 * MiB + 1), 'body-too-large'],
    [
      'more than 50 MB with the others',
      [20 * MiB, 20 * MiB],
      file('a.pdf', 11 * MiB),
      'attachments-too-large',
    ],
    [
      'no room for its number',
      Array.from({ length: 20 }, () => 1),
      file('a.pdf'),
      'too-many-attachments',
    ],
  ])('because of %s is not sent at all', async (_, attached, one, problem) => {
    const { uploads, requests, problems } = uploading(attached);
    uploads.add([one]);
    await uploads.settled();
    expect(problems()).toEqual([problem]);
    expect(requests).toEqual([]);
  });

  it('counts what is still on its way', async () => {
    const { uploads, problems } = uploading([20 * MiB]);
    uploads.add([file('a.pdf', 20 * MiB), file('b.pdf', 20 * MiB)]);
    await turn();
    expect(problems()).toEqual([null, 'attachments-too-large']);
  });
});

it('takes a TIFF by its name where the system knows no type of it', async () => {
  const { uploads, requests } = uploading();
  uploads.add([file('scan.TIF', 10, '')]);
  await turn();
  expect(requests).toHaveLength(1);
});
