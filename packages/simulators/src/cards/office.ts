import express from 'express';

import { listen, type Listening } from '../listen.ts';
import { escape, languageOf, page, styleSource, type Language } from '../page.ts';
import {
  cardPassword,
  listPath,
  revocationList,
  type CardAuthority,
  type CardFile,
  type ListName,
} from './authority.ts';

const words = {
  sv: {
    title: 'Kort för demonstrationen',
    lead: (password: string) =>
      `Varje fil är ett e-tjänstekort för någon som inte finns, med en nyckel som står i filen i stället för på ett chip. Lösenordet är ${password}.`,
    steps: [
      'Hämta filen för den du vill vara.',
      'Lägg in den i webbläsaren. Chrome och Edge: Inställningar, sök efter certifikat, Hantera certifikat, Dina certifikat, Importera. Firefox: Inställningar, sök efter certifikat, Visa certifikat, Dina certifikat, Importera.',
      'Stäng alla webbläsarens fönster om den redan har visat ett fel.',
      'Gå till inloggningen och välj e-tjänstekort. Webbläsaren varnar en gång för adressen, vars certifikat är demonstrationens eget: gå vidare, och välj kortet.',
      'Ta bort kortet ur webbläsaren när du är klar.',
    ],
    login: 'Till inloggningen',
  },
  en: {
    title: 'Cards for the demonstration',
    lead: (password: string) =>
      `Each file is the smart card of somebody who does not exist, with a key in the file in place of one on a chip. The password is ${password}.`,
    steps: [
      'Get the file of whom you want to be.',
      'Add it to the browser. Chrome and Edge: Settings, search for certificates, Manage certificates, Your certificates, Import. Firefox: Settings, search for certificates, View Certificates, Your Certificates, Import.',
      'Close all windows of the browser if it has shown an error already.',
      'Go to the login and choose the smart card. The browser warns once of the address, whose certificate is the demonstration’s own: go on, and choose the card.',
      'Remove the card from the browser when you are done.',
    ],
    login: 'To the login',
  },
} as const;

export interface CardOfficeOptions {
  readonly authority: CardAuthority;
  readonly port: number;
  /** Where one logs in. */
  readonly loginUrl: string;
}

/** Where the demonstration's cards are had, how one uses them, and the lists of what is revoked. */
export const startCardOffice = async ({
  authority,
  port,
  loginUrl,
}: CardOfficeOptions): Promise<Listening> => {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set({
      'content-security-policy': `default-src 'none'; img-src data:; style-src ${styleSource}; frame-ancestors 'none'; base-uri 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    next();
  });
  app.get('/', (request, response) => {
    const language = languageOf(request.get('accept-language'));
    response.type('html').send(officePage(language, authority.cards, loginUrl));
  });
  for (const { hsaId, p12 } of authority.cards)
    app.get(`/${hsaId}.p12`, (_request, response) => {
      response
        .attachment(`${hsaId}.p12`)
        .type('application/x-pkcs12')
        .send(Buffer.from(p12, 'base64'));
    });
  const { root, rootKey, issuer, issuerKey } = authority;
  const lists: Readonly<Record<ListName, Parameters<typeof revocationList>[0]>> = {
    root: { certificate: root, key: rootKey },
    issuer: { certificate: issuer, key: issuerKey },
  };
  for (const name of ['root', 'issuer'] as const)
    app.get(listPath(name), async (_request, response) => {
      const list = await revocationList(lists[name], new Date());
      response.type('application/pkix-crl').send(Buffer.from(list));
    });
  return listen(app, port);
};

const officePage = (language: Language, cards: readonly CardFile[], loginUrl: string): string => {
  const { title, lead, steps, login } = words[language];
  const files = cards.map(
    ({ name, hsaId }) =>
      `<li><a class="file" href="/${hsaId}.p12"><strong>${escape(name)}</strong><small>${hsaId}.p12</small></a></li>`,
  );
  const list = steps.map((step) => `<li>${escape(step)}</li>`).join('');
  return page(
    language,
    title,
    `<p>${escape(lead(cardPassword))}</p><ul>${files.join('')}</ul><ol>${list}</ol><p><a href="${escape(loginUrl)}">${escape(login)}</a></p>`,
  );
};
