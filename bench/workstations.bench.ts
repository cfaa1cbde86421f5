/**
 * Fifty workstations with the board open: how long after the press of a key on one of them the change is on the others.
 * Each is signed in, holds an event stream and asks for the board when news says that it is stale, as a browser does;
 * the time ends when its answer shows the change. `--workstations 50 --patients 20000 --rounds 40`
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { takeVisit } from '#clinic/flow/commands/take-visit.contract.ts';
import { type Board, boardView } from '#clinic/flow/views/board.contract.ts';
import { bigClinic, type Desk, signIn } from './load/big-clinic.ts';
import { processorTime } from './load/processor-time.ts';

const { values: asked } = parseArgs({
  options: {
    workstations: { type: 'string', default: '50' },
    patients: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '40' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const data = mkdtempSync(join(tmpdir(), 'medley-bench-'));
const server = await bigClinic(data, Number(asked.patients));

interface Workstation {
  /** Ms of the clock when the board here showed this assistant at this visit. */
  shows(assistant: string): Promise<number>;
  close(): void;
}
const VISIT = 'visit-7';

/** Opens a stream and keeps a board; asks once more when news comes while it is asking. */
async function open(desk: Desk): Promise<Workstation> {
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/events`, { headers: desk.headers, signal: abort.signal });
  const waiting = new Set<{ assistant: string; tell: (at: number) => void }>();
  let assistant = '';
  let asking = false;
  let again = false;
  const ask = async (): Promise<void> => {
    again = asking;
    if (asking) return;
    asking = true;
    const { body } = await desk.post(`/api/view/${boardView.name}`, { input: {} });
    asking = false;
    const board = (JSON.parse(body) as { data: Board }).data;
    assistant = board.cards.find(({ encounter }) => encounter === VISIT)?.assistant ?? '';
    for (const one of waiting)
      if (one.assistant === assistant) {
        waiting.delete(one);
        one.tell(performance.now());
      }
    if (again) await ask();
  };
  const read = async () => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? [])
      if (chunk.includes('"type":"Encounter"')) void ask();
  };
  void read().catch(() => undefined);
  await ask();
  return {
    shows: (wanted) =>
      wanted === assistant
        ? Promise.resolve(performance.now())
        : new Promise((tell) => waiting.add({ assistant: wanted, tell })),
    close: () => abort.abort(),
  };
}

try {
  const roles = ['ma', 'nurse', 'lead-ma', 'front-desk', 'provider', 'manager'] as const;
  const desks: Desk[] = [];
  for (let at = 0; at < Number(asked.workstations); at += 1)
    desks.push(await signIn(server.url, roles[at % roles.length] ?? 'ma'));
  const all = await Promise.all(desks.map(open));
  const hands = [await signIn(server.url, 'ma'), await signIn(server.url, 'nurse')] as const;
  const times: number[] = [];
  const answers: number[] = [];
  const postgres = await server.postgres();
  const before = processorTime(server.process.pid, postgres);
  for (let round = 0; round < Number(asked.rounds); round += 1) {
    const hand = hands[round % 2 === 0 ? 0 : 1];
    const assistant = round % 2 === 0 ? 'staff-ma' : 'staff-nurse';
    const pressed = performance.now();
    const shown = Promise.all(all.map((one) => one.shows(assistant)));
    const { status, body } = await hand.post(`/api/command/${takeVisit.name}`, {
      key: randomUUID(),
      input: { encounter: VISIT },
    });
    if (status !== 200) throw new Error(`The command was answered ${status}: ${body}`);
    answers.push(performance.now() - pressed);
    for (const at of await shown) times.push(at - pressed);
  }
  const used = processorTime(server.process.pid, postgres);
  const at = (list: number[], share: number) =>
    (list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0).toFixed(0);
  say(
    '| workstations | patients | changes | shown p50 ms | p95 ms | last ms | the hand’s own answer p95 ms |',
  );
  say('|---|---|---|---|---|---|---|');
  say(
    `| ${all.length} | ${asked.patients} | ${asked.rounds} | ${at(times, 0.5)} | ${at(times, 0.95)} | ${at(times, 1)} | ${at(answers, 0.95)} |`,
  );
  say(`\nProcessor time: ${JSON.stringify(before)} to ${JSON.stringify(used)}`);
  for (const one of all) one.close();
} finally {
  await server.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
