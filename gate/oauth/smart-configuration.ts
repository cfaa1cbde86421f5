/** The document of `/fhir/.well-known/smart-configuration` (SMART App Launch 2.2, backend services). */
export const smartConfiguration = (origin: string, mount: string): Readonly<Record<string, unknown>> => ({
  issuer: `${origin}${mount}`,
  jwks_uri: `${origin}${mount}/jwks`,
  token_endpoint: `${origin}${mount}/token`,
  revocation_endpoint: `${origin}${mount}/revoke`,
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384', 'RS256', 'ES256'],
  grant_types_supported: ['client_credentials'],
  scopes_supported: ['system/*.cruds', 'system/*.rs', 'system/*.read', 'system/*.write', 'system/*.*'],
  response_types_supported: [],
  code_challenge_methods_supported: ['S256'],
  capabilities: [
    'client-confidential-symmetric',
    'client-confidential-asymmetric',
    'permission-v2',
    'permission-v1',
  ],
});
