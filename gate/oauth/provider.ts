/**
 * The OAuth server: oidc-provider with the client_credentials grant and nothing else. Tokens are opaque: checking one
 * is a look into memory (tokens.ts), and taking it back works at once, which a signed token would not allow.
 */
import { generateKeyPairSync, timingSafeEqual } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { InvalidScope } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { Pool } from 'pg';
import { tokenHash } from '../accounts/token.ts';
import type { Trail } from '../audit/trail.ts';
import { coveredScopes } from '../scopes.ts';
import { adapterOn } from './adapter.ts';

const TOKEN_SECONDS = 3600;
const RESOURCE = 'urn:medley:fhir';

export interface ProviderOptions {
  readonly pool: Pool;
  readonly clinic: number;
  readonly issuer: string;
  readonly trail: Trail;
}

/** The scopes to issue: of those asked for, the ones the client has; all it has when it asks for none. */
function grantScopes(context: KoaContextWithOIDC, granted: readonly string[]): string {
  const { params } = context.oidc;
  const asked =
    typeof params?.scope === 'string' && params.scope.trim() !== ''
      ? params.scope.trim().split(/\s+/)
      : granted;
  const covered = coveredScopes(asked, granted);
  if (covered.length === 0)
    throw new InvalidScope('none of these scopes is granted to the client', asked.join(' '));
  if (params) params.scope = covered.join(' ');
  return covered.join(' ');
}

/** Nothing that is signed has to outlive the process, so neither has the key. */
const processKeys = () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] };
};

export function openProvider({ pool, clinic, issuer, trail }: ProviderOptions): Provider {
  const provider = new Provider(issuer, {
    adapter: adapterOn(pool, clinic),
    jwks: processKeys(),
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384', 'RS256', 'ES256'] },
    clientDefaults: {
      grant_types: ['client_credentials'],
      response_types: [],
      id_token_signed_response_alg: 'ES256',
    },
    responseTypes: [],
    scopes: [],
    ttl: { ClientCredentials: TOKEN_SECONDS },
    routes: { token: '/token', revocation: '/revoke', jwks: '/jwks' },
    extraClientMetadata: { properties: ['medley_scopes'] },
    formats: { bitsOfOpaqueRandomness: 256 },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        getResourceServerInfo(context, _resource, client) {
          const granted = String(client.medley_scopes ?? '').split(' ');
          return {
            scope: grantScopes(context, granted),
            accessTokenFormat: 'opaque',
            accessTokenTTL: TOKEN_SECONDS,
          };
        },
        useGrantedResource: () => true,
      },
    },
  });
  provider.proxy = true;
  provider.Client.prototype.compareClientSecret = function compare(actual: string): boolean {
    const expected = Buffer.from(this.clientSecret ?? '', 'base64url');
    const given = tokenHash(actual);
    return expected.length === given.length && timingSafeEqual(expected, given);
  };
  provider.use(async (context, next) => {
    await next();
    if (context.path !== '/token' || context.method !== 'POST') return;
    const client = (context as KoaContextWithOIDC).oidc?.client;
    const ok = context.status === 200;
    await trail.note({
      account: client?.clientId ?? '',
      display: '',
      roles: ['machine'],
      workstation: context.ip,
      action: ok ? 'sign-in' : 'sign-in-failed',
      outcome: ok ? 'success' : 'refused',
      reason: ok
        ? 'token'
        : String((context.body as { error?: unknown } | undefined)?.error ?? context.status),
    });
  });
  return provider;
}
