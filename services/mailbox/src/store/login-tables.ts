/**
 * Where an origin keeps who logs in there: people, sessions and logins under way. A session of the one names nobody at
 * the other.
 */
export interface LoginTables {
  readonly person: 'person' | 'room_person';
  readonly session: 'session' | 'room_session';
  readonly attempt: 'login_attempt' | 'room_login_attempt';
  readonly choice: 'login_choice' | 'room_login_choice';
  readonly logoutToken: 'logout_token' | 'room_logout_token';
}

export const mailboxLogins: LoginTables = {
  person: 'person',
  session: 'session',
  attempt: 'login_attempt',
  choice: 'login_choice',
  logoutToken: 'logout_token',
};

export const roomLogins: LoginTables = {
  person: 'room_person',
  session: 'room_session',
  attempt: 'room_login_attempt',
  choice: 'room_login_choice',
  logoutToken: 'room_logout_token',
};
