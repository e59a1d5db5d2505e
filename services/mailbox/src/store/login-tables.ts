/**
 * Where an origin keeps who logs in there: people, sessions and logins under way. A session of the one names nobody at
 * the other.
 */
export interface LoginTables {
  readonly person: 'person' | 'room_person';
  readonly session: 'session' | 'room_session';
  readonly attempt: 'login_attempt' | 'room_login_attempt';
  readonly logoutToken: 'logout_token' | 'room_logout_token';
}

export const mailboxLogins: LoginTables = {
  person: 'person',
  session: 'session',
  attempt: 'login_attempt',
  logoutToken: 'logout_token',
};

export const roomLogins: LoginTables = {
  person: 'room_person',
  session: 'room_session',
  attempt: 'room_login_attempt',
  logoutToken: 'room_logout_token',
};
