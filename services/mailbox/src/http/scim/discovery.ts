import { scimLimits, scimPath, urns } from './names.ts';

type Json = Readonly<Record<string, unknown>>;

/** What can be done here (RFC 7643, section 5). */
export const providerConfig = (origin: string): Json => ({
  schemas: [urns.config],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: scimLimits.page },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'made by `kuvert scim token add`',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  meta: {
    resourceType: 'ServiceProviderConfig',
    location: `${origin}${scimPath}/ServiceProviderConfig`,
  },
});

/** Section 6. */
export const resourceTypes = (origin: string): readonly (Json & { readonly id: string })[] => [
  {
    ...{ schemas: [urns.resourceType], id: 'User', name: 'User', endpoint: '/Users' },
    ...{ description: 'a person', schema: urns.user },
    schemaExtensions: [{ schema: urns.kuvertUser, required: false }],
    meta: { resourceType: 'ResourceType', location: `${origin}${scimPath}/ResourceTypes/User` },
  },
  {
    ...{ schemas: [urns.resourceType], id: 'Group', name: 'Group', endpoint: '/Groups' },
    ...{ description: 'a group that may make members of departments', schema: urns.group },
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: `${origin}${scimPath}/ResourceTypes/Group` },
  },
];

const attribute = (name: string, more: Json = {}): Json => ({
  ...{ name, type: 'string', multiValued: false, required: false, caseExact: false },
  ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none', ...more },
});

const reference = (name: string, of: string, more: Json = {}): Json =>
  attribute(name, {
    ...{ type: 'complex', multiValued: true, ...more },
    subAttributes: [
      attribute('value', { mutability: 'immutable', caseExact: true }),
      attribute('$ref', { type: 'reference', referenceTypes: [of], mutability: 'readOnly' }),
      attribute('display', { mutability: 'readOnly' }),
      attribute('type', { mutability: 'readOnly' }),
    ],
  });

/** What is kept of each (section 7): what isn't named here is taken and forgotten. */
export const schemas = (origin: string): readonly (Json & { readonly id: string })[] =>
  [
    {
      id: urns.user,
      name: 'User',
      description: 'a person',
      attributes: [
        attribute('userName', { required: true, uniqueness: 'server' }),
        attribute('externalId', { caseExact: true, uniqueness: 'server' }),
        attribute('name', {
          type: 'complex',
          subAttributes: [attribute('givenName'), attribute('familyName')],
        }),
        attribute('displayName'),
        attribute('active', { type: 'boolean' }),
        reference('groups', 'Group', { mutability: 'readOnly' }),
      ],
    },
    {
      id: urns.group,
      name: 'Group',
      description: 'a group',
      attributes: [
        attribute('displayName', { required: true }),
        attribute('externalId', { caseExact: true, uniqueness: 'server' }),
        reference('members', 'User'),
      ],
    },
    {
      id: urns.kuvertUser,
      name: 'Kuvert',
      description: 'what people in health care are known by',
      attributes: [attribute('hsaId', { caseExact: true })],
    },
  ].map((each) => ({
    schemas: [urns.schema],
    ...each,
    meta: { resourceType: 'Schema', location: `${origin}${scimPath}/Schemas/${each.id}` },
  }));
