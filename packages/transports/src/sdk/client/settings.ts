/** How one message service is reached. */
export interface MessageServiceSettings {
  /** With the version, such as `https://mt.example.se/v1`. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  /** What assertions are addressed to: the token endpoint, unless the authorisation server wants its issuer there. */
  readonly audience: string;
}
