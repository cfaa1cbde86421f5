import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Oauth } from '../gate.ts';
import { type ClientStore, createClient, disableClient, listClients } from './clients.ts';
import { openProvider } from './provider.ts';
import { smartConfiguration } from './smart-configuration.ts';
import { openTokens } from './tokens.ts';

/** What of oidc-provider is offered; the rest of its routes do not exist here. */
const OFFERED = new Set(['/token', '/revoke', '/jwks', '/.well-known/openid-configuration']);

/**
 * The origin that oidc-provider is to see: the public one behind a TLS proxy, else the one the client used. What the
 * request says of proxies is dropped: anybody can write those headers.
 */
function stateOrigin(request: IncomingMessage, issuer: string): void {
  const { headers } = request;
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded'])
    delete headers[name];
  const { protocol, host } = new URL(issuer);
  if (protocol !== 'https:') return;
  headers.host = host;
  headers['x-forwarded-proto'] = 'https';
}

export interface OauthOptions {
  readonly store: ClientStore;
  readonly issuer: string;
  readonly now: () => number;
}

export function openOauth({ store, issuer, now }: OauthOptions): Oauth {
  const mount = new URL(issuer).pathname.replace(/\/$/, '');
  const tokens = openTokens(store.pool, store.clinic, now);
  const provider = openProvider({ pool: store.pool, clinic: store.clinic, issuer, trail: store.trail });
  const answer = provider.callback();

  return {
    handle(request: IncomingMessage & { originalUrl?: string }, response: ServerResponse) {
      const full = request.url ?? '/';
      const inner = mount !== '' && full.startsWith(mount) ? full.slice(mount.length) : full;
      const path = inner.split('?')[0] ?? '';
      if (!OFFERED.has(path)) {
        response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not_found"}');
        return;
      }
      stateOrigin(request, issuer);
      request.originalUrl = `${mount}${inner}`;
      request.url = inner;
      if (path === '/revoke') response.on('finish', tokens.forgetAll);
      void answer(request, response);
    },
    smartConfiguration: (origin) => smartConfiguration(origin, mount),
    principalOfToken: tokens.find,
    createClient: (by, client) => createClient(store, by, client),
    listClients: () => listClients(store),
    async disableClient(by, clientId) {
      const done = await disableClient(store, by, clientId);
      tokens.forgetAll();
      return done;
    },
  };
}
