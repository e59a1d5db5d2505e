/** Who the house wants to be told by. */
export interface SinchSender {
  readonly user: string;
  readonly password: string;
}

export type SinchContentType = 'multipart/form-data' | 'application/json';

/** What a webhook of Sinch says. */
export interface SinchEvent {
  readonly event: 'INCOMING_FAX' | 'FAX_COMPLETED';
  readonly fax: object;
  readonly file: Uint8Array | undefined;
}

/** A request's body and headers, as Sinch writes them. */
export const eventRequest = async (
  { event, fax, file }: SinchEvent,
  contentType: SinchContentType,
  sender: SinchSender | undefined,
): Promise<{ readonly headers: Record<string, string>; readonly body: Uint8Array }> => {
  const eventTime = new Date().toISOString();
  const { headers, body } = contentType === 'application/json' ? jsonOf() : await formOf();
  return { headers: { ...headers, ...authorizationOf(sender) }, body };

  function jsonOf() {
    const base64 = file && { file: Buffer.from(file).toString('base64'), fileType: 'PDF' };
    const text = JSON.stringify({ event, eventTime, fax, ...base64 });
    return { headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  async function formOf() {
    const form = new FormData();
    form.set('event', event);
    form.set('eventTime', eventTime);
    form.set('fax', JSON.stringify(fax));
    if (file)
      form.set('file', new Blob([Buffer.from(file)], { type: 'application/pdf' }), 'fax.pdf');
    const written = new Response(form);
    return {
      headers: { 'content-type': written.headers.get('content-type') ?? '' },
      body: new Uint8Array(await written.arrayBuffer()),
    };
  }
};

const authorizationOf = (sender: SinchSender | undefined): Record<string, string> =>
  sender === undefined
    ? {}
    : {
        authorization: `Basic ${Buffer.from(`${sender.user}:${sender.password}`).toString('base64')}`,
      };

const answerWithinMs = 30_000;

/** One webhook; name and password of its address go into the header. */
export const postEvent = async (
  event: SinchEvent,
  address: string,
  contentType: SinchContentType,
): Promise<Response> => {
  const url = new URL(address);
  const { username: user, password } = url;
  url.username = url.password = '';
  const sender = user === '' ? undefined : { user, password: decodeURIComponent(password) };
  const { headers, body } = await eventRequest(event, contentType, sender);
  return fetch(url, {
    method: 'POST',
    headers,
    body: Buffer.from(body),
    signal: AbortSignal.timeout(answerWithinMs),
  });
};
