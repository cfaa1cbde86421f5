import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { precompress } from './http/precompress.ts';
import { type TestServer, testServer } from './testing/test-server.ts';

let web: string;
let server: TestServer;
beforeAll(async () => {
  web = mkdtempSync(join(tmpdir(), 'medley-web-'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>Medley</title>');
  writeFileSync(join(web, 'assets', 'app-1a2b.js'), 'export const x = 1;\n'.repeat(500));
  await precompress(join(web, 'assets'));
  server = await testServer({ config: { web } });
});
afterAll(async () => {
  await server.close();
  rmSync(web, { recursive: true, force: true });
});

it('a page of the shell, however deep, is the shell, asked for anew each time', async () => {
  for (const url of ['/', '/board', '/visits/x/rooming']) {
    const answer = await server.send({ url });
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(answer.body).toContain('<title>Medley');
  }
});

it('a built file is kept for ever and sent compressed', async () => {
  expect(existsSync(join(web, 'assets', 'app-1a2b.js.br'))).toBe(true);
  const url = '/assets/app-1a2b.js';
  const answer = await server.send({ url, headers: { 'accept-encoding': 'br, gzip' } });
  expect(answer.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': expect.stringContaining('javascript'),
  });
  expect(
    (await server.send({ url, headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'],
  ).toBe('gzip');
  expect((await server.send({ url })).body).toHaveLength(20 * 500);
});

it('what is no page and no file is 404, never the shell', async () => {
  for (const url of ['/api/nothing', '/assets/gone.js', '/assets/..%2f..%2f..%2fetc/passwd', '/fhir/Hat'])
    expect([401, 404, 403]).toContain((await server.send({ url })).statusCode);
  expect((await server.send({ method: 'POST', url: '/board', payload: {} })).statusCode).toBe(404);
});
