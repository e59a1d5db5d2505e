/** Every way in which a command can refuse, with what it means. Codes are stable: scripts act on them. */
export const commandErrorCodes = {
  'usage-wrong': 'the command line makes no sense',
  'configuration-wrong': 'a setting is missing or wrong',
  'database-unreachable': 'the database does not answer',
  'schema-behind': 'migrations have not run yet',
  'name-taken': 'there is one of that name already',
  'number-invalid': 'not a telephone number',
  'number-taken': 'the number belongs to another department',
  'number-unknown': 'no department has the number',
  'junk-sender-refused': 'faxes from the number are never junk, or the number is on the list',
  'junk-sender-unknown': 'the number is not on that list',
  'department-unknown': 'no department has that name or id',
  'department-stays': 'something is in the way of closing the department down',
  'department-open': 'the department is not closed down',
  'department-closed-down': 'nothing leads to a department that is closed down',
  'last-reader': 'nobody else could read what is in a department that is closed down',
  'person-unknown': 'no person has that id or subject',
  'person-ambiguous': 'several people have that subject',
  'person-taken': 'that issuer and subject are known already',
  'member-already': 'the person is a member already',
  'member-unknown': 'the person is no member',
  'person-deactivated': 'the person has left already',
  'person-active': 'the person has not left',
  'token-unknown': 'no token has that name or id',
  'group-unknown': 'the group makes nobody a member there',
  'role-already': 'the person has the role already',
  'role-last': 'the house would have no system administrator',
  'role-unknown': 'the person does not have the role',
  'room-empty': 'nobody was ever let into the room for that function',
  'rule-exists': 'there is a rule for these already',
  'rule-unknown': 'no rule has that id',
  'exception-unknown': 'the department has no exception of that name',
  'client-unknown': 'no system has that name or id, or it is switched off',
  'partner-unknown': 'no partner has that name or id',
  'partner-key-unknown': 'no key of a partner has that id',
  'partner-function-unknown': 'no function of a partner has that id',
  'partner-address-unknown': 'partners call no department by that address',
  'outbound-key-missing': 'outbound has no key yet',
  'webhook-unknown': 'no webhook has that id',
  'notices-unknown': 'the department is told nothing by mail',
  'address-taken': 'the department has that address',
  'address-unknown': 'the department has no such address',
  'export-folder-unknown': 'the department has no export folder',
  'webhook-off': 'the webhook is switched off',
  'file-exists': 'the file is there already and is not overwritten',
  'file-failed': 'a file cannot be read or written',
  'archive-damaged': 'the archive is cut, changed or none of ours',
  'archive-locked': 'the archive does not open with this recovery identity',
  'archive-foreign': 'the archive was made by a newer release',
  'house-not-empty': 'restore goes onto an empty house alone',
  'house-running': 'the house has to be stopped first',
  'audit-broken': 'the audit chain is broken',
} as const;

export type CommandErrorCode = keyof typeof commandErrorCodes;

/** A refusal in plain words. Its message is for the person at the terminal and holds no secret. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
