/**
 * Where an origin keeps who logs in there: people, sessions and logins under way. A session of the one names nobody at
 * the other.
 */
export interface LoginTables {
  readonly person: 'person' | 'room_person';
  /** Says in SQL of a row of `person` whether they have left; nobody of a partner does. */
  readonly hasLeft: 'deactivated_at is not null' | 'false';
  readonly session: 'session' | 'room_session';
  readonly attempt: 'login_attempt' | 'room_login_attempt';
  readonly choice: 'login_choice' | 'room_login_choice';
  readonly logoutToken: 'logout_token' | 'room_logout_token';
}

export const mailboxLogins: LoginTables = {
  person: 'person',
  hasLeft: 'deactivated_at is not null',
  session: 'session',
  attempt: 'login_attempt',
  choice: 'login_choice',
  logoutToken: 'logout_token',
};

export const roomLogins: LoginTables = {
  person: 'room_person',
  hasLeft: 'false',
  session: 'room_session',
  attempt: 'room_login_attempt',
  choice: 'room_login_choice',
  logoutToken: 'room_logout_token',
};
