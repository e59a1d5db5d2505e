import { describe, expect, it, vi } from 'vitest';
import { createUpload, type UploadRequest } from './upload.ts';

/** What a browser does with an upload, told by hand. */
class FakeRequest extends EventTarget {
  readonly upload = new EventTarget();
  readonly headers: Record<string, string> = {};
  readonly open = vi.fn<XMLHttpRequest['open']>();
  readonly send = vi.fn<XMLHttpRequest['send']>();
  readonly abort = vi.fn<XMLHttpRequest['abort']>();
  status = 0;
  responseText = '';

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  finish(status: number, body: unknown): void {
    this.status = status;
    this.responseText = typeof body === 'string' ? body : JSON.stringify(body);
    this.dispatchEvent(new Event('load'));
  }
}

const uploading = (signal = new AbortController().signal) => {
  const own = new FakeRequest();
  const onProgress = vi.fn<(part: number) => void>();
  const file = new File(['abc'], 'a.pdf', { type: 'application/pdf' });
  const upload = createUpload<{ version: number }>(
    // Its listeners are those of any event target.
    () => own as unknown as UploadRequest,
    () => 'token-1',
  );
  return { own, onProgress, answer: upload('draft-1', file, { onProgress, signal }) };
};

describe('an upload', () => {
  it('sends one file with the token and answers with the draft', async () => {
    const { own, answer } = uploading();
    own.finish(200, { version: 2 });
    await expect(answer).resolves.toEqual({ version: 2 });
    expect(own.open).toHaveBeenCalledWith('POST', '/api/drafts/draft-1/attachments');
    expect(own.headers['x-kuvert-csrf']).toBe('token-1');
    const [form] = own.send.mock.calls[0] ?? [];
    expect((form as FormData).get('file')).toMatchObject({ name: 'a.pdf', size: 3 });
  });

  it('tells how far it has come', () => {
    const { own, onProgress } = uploading();
    own.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: 1, total: 4 }));
    expect(onProgress).toHaveBeenCalledWith(0.25);
  });

  it('fails with the code of the answer, also of one that is no problem document', async () => {
    const refused = uploading();
    refused.own.finish(413, { code: 'body-too-large' });
    await expect(refused.answer).rejects.toMatchObject({ code: 'body-too-large' });
    const broken = uploading();
    broken.own.finish(502, '<h1>Bad gateway</h1>');
    await expect(broken.answer).rejects.toMatchObject({ code: 'http-502' });
  });

  it('says offline when nobody answered', async () => {
    const { own, answer } = uploading();
    own.dispatchEvent(new Event('error'));
    await expect(answer).rejects.toMatchObject({ code: 'offline', status: 0 });
  });

  it('ends when it is stopped', async () => {
    const stop = new AbortController();
    const { own, answer } = uploading(stop.signal);
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect(own.abort).toHaveBeenCalled();
  });
});
