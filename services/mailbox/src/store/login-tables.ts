/**
 * Where an origin keeps who logs in there: people, sessions and logins under way. A session of the one names nobody at
 * the other.
 */
export interface LoginTables {
  readonly person: 'person' | 'room_person';
  readonly session: 'session' | 'room_session';
  readonly attempt: 'login_attempt' | 'room_login_attempt';
}

export const mailboxLogins: LoginTables = {
  person: 'person',
  session: 'session',
  attempt: 'login_attempt',
};

export const roomLogins: LoginTables = {
  person: 'room_person',
  session: 'room_session',
  attempt: 'room_login_attempt',
};
