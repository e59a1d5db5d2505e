import { certificatePemsOf } from '@kuvert/identity/certificate/read-file';
import { checkSamlResponse } from '@kuvert/identity/saml/check-response';
import { samlLimits } from '@kuvert/identity/saml/limits';

import { CommandError } from '../command-error.ts';
import { argument, requiredOption, type Command, type CommandContext } from '../command.ts';
import { readBounded } from '../read-bounded.ts';
import { timeOption } from '../time-option.ts';

export const identityCheckSamlResponse: Command = {
  name: 'identity check-saml-response',
  arguments: 'FILE',
  options: {
    'idp-cert': { type: 'string' },
    audience: { type: 'string' },
    recipient: { type: 'string' },
    'request-id': { type: 'string' },
    at: { type: 'string' },
  },
  optionHelp: [
    '  FILE              the response, XML or base64 of it',
    "  --idp-cert FILE   the identity provider's certificate, PEM or DER; several, while it changes keys",
    '  --audience URI    our entity id',
    '  --recipient URI   the address at which responses are taken',
    '  --request-id ID   the id of the request that it answers',
    '  --at TIME         when it is taken, such as 2026-05-04T10:00:00Z; else now',
  ],
  summary:
    'whether a SAML response logs somebody in, as JSON with the reason; status 3 when not; no house needed',
  run: async (context) => {
    const file = await readBounded(context.resolvePath(argument(context, 0)), 2 * samlLimits.bytes);
    const verdict = await checkSamlResponse(file, {
      idpCertificates: await idpCertificates(context),
      audience: requiredOption(context, 'audience'),
      recipient: requiredOption(context, 'recipient'),
      requestId: requiredOption(context, 'request-id'),
      at: timeOption(context, 'at'),
    });
    const data = {
      accepted: verdict.accepted,
      nameId: verdict.accepted ? verdict.nameId : null,
      reason: verdict.reason,
    };
    return { lines: [JSON.stringify(data)], data, refused: !verdict.accepted };
  },
};

const idpCertificates = async (context: CommandContext): Promise<readonly string[]> => {
  const file = await readBounded(context.resolvePath(requiredOption(context, 'idp-cert')), 200_000);
  const pems = certificatePemsOf(file);
  if (pems.length === 0)
    throw new CommandError('usage-wrong', '--idp-cert has no certificate in it.');
  return pems;
};
