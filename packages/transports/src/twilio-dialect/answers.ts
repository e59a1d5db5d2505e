import twilio from 'twilio';

import type { Reply } from '@kuvert/shared/ports/transport';

const xml = (body: string): Reply => ({ contentType: 'text/xml; charset=utf-8', body });

/** Tells the carrier to receive the fax as TIFF and where to report it. */
export const receiveAnswer = (action: string): Reply => {
  const response = new twilio.twiml.FaxResponse();
  response.receive({ action, method: 'POST', mediaType: 'image/tiff', pageSize: 'a4' });
  return xml(response.toString());
};

export const emptyAnswer: Reply = xml(new twilio.twiml.FaxResponse().toString());
