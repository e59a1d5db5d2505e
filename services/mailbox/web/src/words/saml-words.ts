/** Of the login page where one may log in by SAML beside another way: by the name that the operator gave it. */
export const samlWords = {
  sv: { button: (name: string) => `Logga in med ${name}` },
  en: { button: (name: string) => `Log in with ${name}` },
} as const;
