import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Embedded, startEmbedded } from '#record/embedded/embedded.ts';
import { removeServerFile, writeServerFile } from '#server/server-file.ts';
import { auditCommand } from './audit.ts';
import { clientCommand } from './client.ts';

const medley = fileURLToPath(new URL('./medley.ts', import.meta.url));
let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'medley-cli-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}
/** Runs a command on the test's own data, apart from any DATABASE_URL. */
function run(...args: string[]): Promise<Ended> {
  const { DATABASE_URL: _, ...environment } = process.env;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [medley, ...args], { env: environment });
    let [out, error] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      error += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, out, error }));
  });
}

describe('machine clients from the terminal', () => {
  test('[O6] are made without a server: id and secret as JSON, and nothing else, on standard output', async () => {
    const { code, out } = await run('client', 'create', '--name', 'Lab', '--data', data);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      client_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
      scopes: ['system/*.cruds'],
    });
  });

  test('[O6] a scope nobody understands is a sentence and exit code 1', async () => {
    const { code, out, error } = await run(
      'client',
      'create',
      '--name',
      'Lab',
      '--scope',
      'patient/*.rs',
      '--data',
      data,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain('"patient/*.rs" is no scope of ours');
    expect(error).not.toContain('    at ');
  });

  test('[C2] the chain they left is sound', async () => {
    expect(await run('audit', 'verify', '--data', data)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Sound: \d+ rows in \d+ blocks\./),
    });
    const { out } = await run(
      'audit',
      'search',
      '--action',
      'privilege-change',
      '--format',
      'json',
      '--data',
      data,
    );
    expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({
      operation: expect.stringMatching(/^client /),
      outcome: 'success',
    });
  });

  test('every command explains itself', () => {
    const program = new Command('medley');
    auditCommand(program);
    clientCommand(program);
    const commands = program.commands.flatMap(({ commands }) => commands);
    expect(commands.map((command) => `${command.parent?.name()} ${command.name()}`)).toEqual([
      'audit verify',
      'audit search',
      'audit rights',
      'client create',
      'client list',
      'client revoke',
    ]);
    for (const command of commands) {
      expect(command.description().length).toBeGreaterThan(20);
      for (const option of command.options) expect(option.description).not.toBe('');
    }
  });
});

describe('while a server runs', () => {
  let server: Embedded;
  beforeAll(async () => {
    server = await startEmbedded({ dataDir: data });
    writeServerFile(data, {
      pid: process.pid,
      url: 'http://127.0.0.1:8080',
      database: server.connectionString,
    });
  });
  afterAll(async () => {
    removeServerFile(data);
    await server.stop();
  });

  test('[O6] clients are made in its database', async () => {
    const made = await run(
      'client',
      'create',
      '--name',
      'Second',
      '--scope',
      'system/Patient.rs',
      'system/Observation.rs',
      '--data',
      data,
    );
    expect(made.code).toBe(0);
    const { client_id } = JSON.parse(made.out) as { client_id: string };
    expect(await run('client', 'revoke', client_id, '--data', data)).toMatchObject({ code: 0 });
    const { out } = await run('client', 'list', '--data', data);
    expect((JSON.parse(out) as { name: string }[]).map(({ name }) => name)).toEqual(['Lab', 'Second']);
  });
});
